import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { type FindRanges, type Range, rangeOf } from './views.ts';

const BEGIN_OF_KEY = '-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----';
// In a file, in a string of JSON, and in a quotation.
const LINE_END = '(?:\\s|\\\\+[nr]|>)';

/** Patterns that the preset does not have. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  'key id of AWS': /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  'account key of Azure': /(?<=AccountKey=)[A-Za-z0-9+/]{86}==/g,
  'API key of Google': /(?<![\w-])AIza[\w-]{35}(?![\w-])/g,
  'client secret of Google': /(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])/g,
  'access token of Google': /(?<![\w-])ya29\.[\w-]{20,}/g,
  'JSON web token': /(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g,
  'token of PyPI': /(?<![\w-])pypi-AgEI[\w-]{50,}/g,
  'app token of Slack': /(?<![\w-])xapp-\d-[A-Z0-9]+-\d+-[0-9a-f]{32,}/gi,
  'private key, whole or cut': new RegExp(
    `${BEGIN_OF_KEY}(?:[^-]*(?:-(?!----)[^-]*)*-----END (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----|${LINE_END}*(?:[A-Za-z0-9+/=]{16,}${LINE_END}+)*[A-Za-z0-9+/=]*)`,
    'g',
  ),
};

/** The part of a secretlint rule that this module needs. Secretlint's core is asynchronous, and a text can switch its rules off. */
interface Rule {
  create(
    context: {
      readonly sharedOptions: object;
      createTranslator(messages: object): (id: string) => object;
      ignore(): void;
      report(finding: { readonly range: readonly [number, number] }): void;
    },
    options: object,
  ): {
    file?(source: {
      readonly content: string;
      readonly filePath: string | undefined;
      readonly ext: string;
    }): unknown;
  };
}

const found: Range[] = [];
const context = {
  sharedOptions: {},
  createTranslator: () => () => ({}),
  // Comments in a text must not switch rules off.
  ignore: () => undefined,
  report: ({ range: [begin, end] }: { readonly range: readonly [number, number] }) => {
    found.push({ begin, end });
  },
};
// The preset uses types of a package that is not among its dependencies.
const known = rules as unknown as readonly Rule[];
const scanners = known.map((rule) => rule.create(context, {}));

/**
 * The ranges of a text that match the pattern of a secret.
 *
 * @see https://github.com/secretlint/secretlint
 */
export const findKnownSecrets: FindRanges = (text) => {
  const own = Object.values(SHAPES).flatMap((shape) => Array.from(text.matchAll(shape), rangeOf));
  // Without a path and an extension, no rule reads a file, and none waits for anything.
  for (const { file } of scanners) file?.({ content: text, filePath: '', ext: '' });
  return [...own, ...found.splice(0)];
};
