import { describe, expect, it } from 'vitest';
import { quoteMessage, sentence, withFullStop } from '../../../src/text/sentence.ts';

describe('sentence', () => {
  it.each([
    ['a full stop', 'the run failed', 'The run failed.'],
    ['nothing after a full stop', 'the run failed.', 'The run failed.'],
    ['nothing after an exclamation mark', 'stop!', 'Stop!'],
    ['nothing after a question mark', 'is base-url right?', 'Is base-url right?'],
    ['nothing after a full stop in quotes', 'GitHub says "No."', 'GitHub says "No."'],
    ['a full stop after quotes', 'GitHub says "No"', 'GitHub says "No".'],
  ])('adds a capital and %s', (_, clause, expected) => {
    expect(sentence(clause)).toBe(expected);
  });
});

describe('withFullStop', () => {
  it('adds a full stop, and keeps the case of a name at the beginning', () => {
    expect(withFullStop('base-url is empty')).toBe('base-url is empty.');
    expect(withFullStop('base-url is empty.')).toBe('base-url is empty.');
  });
});

describe('quoteMessage', () => {
  it.each([
    ['puts the message in quotes', 'Not Found', '"Not Found"'],
    ['leaves out one full stop at the end', 'See v1.2. Try later.', '"See v1.2. Try later"'],
    ['keeps an ellipsis', 'Loading...', '"Loading..."'],
    ['makes one line of it', ' a\n\nb. \n', '"a b"'],
    ['truncates it', 'x'.repeat(21), `"${'x'.repeat(20)}…"`],
    ['shows an empty message as empty', '', '""'],
  ])('%s', (_, message, expected) => {
    expect(quoteMessage(message, 20)).toBe(expected);
  });
});
