import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact, Redactor } from '../../../src/text/redact.ts';
import { cases } from '../../support/cases.ts';
import {
  createFuzzedRedactor,
  messageWithSecrets,
  revealed,
  secretsIn,
} from '../../support/disguised-secrets.ts';
import { formsIn, keyForms } from '../../support/key-forms.ts';

const KEY = 'Kd"x\'y<z>&w+v/u=t%s|r`q\\p$o{n}m-0123456789';
const PLAIN = 'kd-0123456789';
const redact = createRedact([KEY]);

describe('createRedact', () => {
  it('removes each of several secrets, the longer first, and nothing without secrets', () => {
    const both = createRedact(['kd_0123456789', 'kd_0123456789-long']);
    expect(both('a kd_0123456789-long b kd_0123456789 c')).toBe('a *** b *** c');
    expect(createRedact([])('kd_0123456789')).toBe('kd_0123456789');
  });

  it.each(Object.entries(keyForms(KEY)))('removes the key from a text that contains it %s', (_name, form) => {
    expect(redact(`before ${form} after`)).toMatch(/^before \S{0,4}\*\*\*\S{0,4} after$/);
    expect(formsIn(redact(`before ${form}${form} after`), KEY)).toEqual([]);
  });

  it('does not change a text without the key, including its escapes', () => {
    const text = '{"a":"\\u0041\\/\\\\u0041 Kd\\"x","b":"***"}';
    expect(redact(text)).toBe(text);
  });

  it.each([
    [
      'every character that must not be',
      (text: string) => text.replaceAll('+', '\\u002B').replaceAll('/', '\\/'),
    ],
    [
      'quotation marks and backslashes by number',
      (text: string) => text.replaceAll('\\\\', '\\u005C').replaceAll('\\"', '\\u0022'),
    ],
    ['nothing but what must be', (text: string) => text],
  ])('keeps JSON that escapes %s, except for the key', (_what, escaped) => {
    const body = { message: `bad key ${KEY}!`, other: 'a\\u0041 "b" \\\\ \n/ü', [KEY]: [KEY, 1] };
    expect(JSON.parse(redact(escaped(JSON.stringify(body))))).toEqual({
      message: 'bad key ***!',
      other: body.other,
      '***': ['***', 1],
    });
  });

  it('removes the key from JSON that is too deep to be serialized again [T18]', () => {
    const deep = `${'['.repeat(100_000)}"${PLAIN}"${']'.repeat(100_000)}`;
    expect(createRedact([PLAIN])(deep)).toBe(deep.replace(PLAIN, '***'));
  });

  it.each([
    [`"${PLAIN}"`, '"***"'],
    [`{"a":1,"b":"${PLAIN}","c":null}`, '{"a":1,"b":"***","c":null}'],
    [`{"__proto__":"${PLAIN}"}`, '{"__proto__":"***"}'],
    [`{"__proto__":{"${PLAIN}":true}}`, '{"__proto__":{"***":true}}'],
    [`{"a":null,"b":"\\u006bd-0123456789"}`, '{"a":null,"b":"***"}'],
    [`{"${PLAIN}":"a","${PLAIN.toUpperCase()}":"b"}`, '{"***":"b"}'],
    [`[1,["${PLAIN}"],{}]`, '[1,["***"],{}]'],
    [`{"a":"${PLAIN}"`, '{"a":"***"'],
  ])('turns %s into only %s', (text, clean) => {
    expect(createRedact([PLAIN])(text)).toBe(clean);
  });

  it('removes a key of digits from a text of only the key', () => {
    expect(createRedact(['1234567890'])(' 1234567890')).toBe(' ***');
  });

  it('finds a key without special characters, too', () => {
    expect(createRedact(['kd_0123456789'])('x kd_0123456789, KD_0123456789')).toBe('x ***, ***');
  });

  it.each([
    ['without the quotes around it', `"kd-0123456789'`, 'kd-0123456789'],
    ['escaped as RFC 3986 has it', "kd'(0)*!123456789", 'kd%27%280%29%2A%21123456789'],
    ['with an apostrophe by its name', "kd'0123456789", 'kd&apos;0123456789'],
    ['with an apostrophe by its number', "kd'0123456789", 'kd&#39;0123456789'],
    ['with a backslash before the quote at its end', 'kd-0123456789"', 'kd-0123456789\\"'],
  ])('removes all of a key that is written %s', (_what, key, form) => {
    expect(createRedact([key])(`before ${form} after`)).toBe('before *** after');
  });

  it('does not search a key without the quotes inside it', () => {
    expect(createRedact([`'kd"0123456789'`])('kd0123456789')).toBe('kd0123456789');
  });

  it('treats pattern characters as plain characters', () => {
    expect(createRedact(['a.b*c+d?e'])('a.b*c+d?e axbbccdde')).toBe('*** axbbccdde');
  });

  it.each(['', 'short'])('does not search a key that is too short: "%s"', (short) => {
    expect(createRedact([short])('a short text')).toBe('a short text');
  });

  it('leaves no form of any key, at any place [T7]', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 8,
    });
    fc.assert(
      fc.property(printable, fc.string(), fc.string(), fc.nat(15), (key, before, after, place) => {
        fc.pre(!'*'.repeat(3).includes(key) && formsIn(`${before} *** ${after}`, key).length === 0);
        const form = Object.values(keyForms(key))[place] ?? '';
        expect(formsIn(createRedact([key])(`${before} ${form} ${after}`), key)).toEqual([]);
      }),
      cases(300),
    );
  });
});

describe('JSON after white space', () => {
  it('is searched as JSON, in which any character may be escaped', () => {
    const redact = createRedact(['k3y-0123456789-abcdef']);
    expect(redact('\n {"a":"\\u006b3y-0123456789-abcdef"}')).toBe('{"a":"***"}');
  });
});

describe('a disguise', () => {
  it.each([
    ['escaped for Markdown in part', 'kd\\-0123\\-456789', '***'],
    ['with a reference of HTML', 'k&#100;-0123-456789', '***'],
    ['with a reference within a reference', 'k&amp;#38;#100;-0123-456789', '***'],
    ['with a percent sign by reference', '&#37;6bd-0123-456789', '***'],
    ['in emphasis', 'kd-**0123**-456789', '***'],
    ['in code spans', '`kd-0123`-`456789`', '`***`'],
    ['over two lines', 'kd-0123-\n456789', '***'],
    ['with invisible characters', 'kd\u200b-01\u00ad23-456789', '***'],
    ['in a link', '[kd-0123]()-456789', '[***'],
    ['in JSON in JSON', '"\\"\\\\u006bd-0123-456789\\""', '"\\"***\\""'],
  ])('does not hide the key: %s', (_what, text, clean) => {
    expect(createRedact(['kd-0123-456789'])(text)).toBe(clean);
  });

  it.each(['kd-0123-45678', 'kd 0123 456789', 'kd-0123/456789', 'kd-0123"-456789'])(
    'is not found in %j',
    (text) => {
      expect(createRedact(['kd-0123-456789'])(text)).toBe(text);
    },
  );

  it('hides no key beside JSON that is too deep to be serialized again [T43]', () => {
    const deep = (inner: string) => `${'['.repeat(100_000)}${inner}${']'.repeat(100_000)}`;
    expect(createRedact([PLAIN])(deep('"\\u006bd-&#48;123456789"'))).toBe(deep('"***"'));
  });

  it('hides no key that is in JSON outside its strings', () => {
    expect(createRedact(['1234567890'])('{"a":1234567890}')).toBe('{"a":***}');
  });

  it('of one secret does not hide another secret', () => {
    expect(createRedact(['kd-0123-456789', 'token-0123'])('token-0123 kd-0123-456789')).toBe('*** ***');
  });
});

describe('a redactor', () => {
  const SHAPED = `ghp_${'a1B2'.repeat(9)}`;

  it('searches known secret formats after it has loaded them, once', async () => {
    const redactor = new Redactor([PLAIN]);
    expect(redactor.redactPublished(`${PLAIN} ${SHAPED}`)).toBe(`*** ${SHAPED}`);
    const loading = redactor.load();
    expect(redactor.load()).toBe(loading);
    await loading;
    expect(redactor.redactPublished(`${PLAIN} ${SHAPED}`)).toBe('*** ***');
    expect(redactor.redact(`${PLAIN} ${SHAPED}`)).toBe(`*** ${SHAPED}`);
    expect(redactor.redactData({ a: [`${PLAIN}${PLAIN} ${SHAPED}`, 'b'] })).toEqual({
      data: { a: ['****** ***', 'b'] },
      count: 3,
    });
    expect(redactor.redactData([SHAPED, PLAIN, SHAPED])).toEqual({ data: ['***', '***', '***'], count: 3 });
    const fields = { [PLAIN]: [PLAIN, SHAPED, PLAIN] };
    expect(redactor.redactFields(fields)).toEqual({ '***': ['***', SHAPED, '***'] });
  });

  it.each([
    ['its code spans', 'a `kd-01`23456789 `@b` c', 'a `***`*** `@b` c'],
    ['its table', '| kd-01 | 23456789 |', '| *** | *** |'],
    ['its lines', 'kd-01\n> 23456789', '***\n> ***'],
    ['its links', '[kd-01](23456789)', '[***](***)'],
    ['all of its text', 'a **b** c', 'a **b** c'],
  ])('keeps Markdown with %s', (_what, markdown, clean) => {
    expect(new Redactor([PLAIN]).redactMarkdown(markdown)).toBe(clean);
  });

  it.each([
    ['escaped', SHAPED.replace('_', '\\_')],
    ['with a reference', SHAPED.replace('p', '&#112;')],
    ['in emphasis', SHAPED.replace('a1B2a', 'a1**B2**a')],
    ['with invisible characters', SHAPED.replace('_', '_\u200b')],
    ['after a line ending of JSON', `x\\n${SHAPED}`],
  ])('finds a known secret format %s', async (_what, text) => {
    const redactor = new Redactor([]);
    await redactor.load();
    expect(redactor.redactPublished(`a ${text} b`)).toMatch(/^a (?:x\\n)?\*\*\* b$/);
  });

  it('reads white space as the end of a known secret format', async () => {
    const redactor = new Redactor([]);
    await redactor.load();
    const broken = SHAPED.replace('a1B2a', 'a1 B2a');
    expect(redactor.redactPublished(broken)).toBe(broken);
  });
});

describe('secrets in disguise among hostile Markdown', () => {
  it('are not readable in published text, and render no markup [T7 T42]', async () => {
    const redactor = await createFuzzedRedactor();
    fc.assert(
      fc.property(messageWithSecrets, (message) => {
        expect(revealed(message, redactor)).toEqual([]);
      }),
      cases(200),
    );
  });

  it('are readable without redaction', () => {
    const shown = fc
      .sample(messageWithSecrets, { numRuns: 200, seed: 1 })
      .filter((text) => secretsIn(text).length > 0);
    expect(shown.length).toBeGreaterThan(50);
  });
});
