import fc from 'fast-check';
import { hostileText } from '../support/hostile-text.ts';
import { keyForms } from '../support/key-forms.ts';
import type { Random } from './random.ts';

/** Texts that could do harm wherever they are shown. */
export const HOSTILE = [
  ...fc.sample(hostileText, { seed: 20_260_312, numRuns: 300 }),
  ...['\n::set-output name=outcome::passed\n', '\r::add-mask::passed\r', '::save-state name=run-id::x'],
  ...[
    'a ##[set-env name=PATH]x',
    '##[add-mask]success',
    '\ud800\n::warning::',
    '::endgroup::\r\n::notice::x',
  ],
];

export const KEYS = ['kx_7Qe9canaryKEY_f83Lm2', 'kx-\'9fE&<canary>"Zq81+/', 'canarycanary42'] as const;

/** What others may have written: any text, with the key in any form if the service has it. */
export function anyText(random: Random, key: string): string {
  if (random.chance(0.6)) return random.pick(['Clean.', 'All clear.', 'Nothing new.', '']);
  const text = random.pick(HOSTILE);
  if (!random.chance(0.2)) return text;
  return `${text}${random.pick(Object.values(keyForms(key)))}${random.pick(HOSTILE)}`;
}

/** More than the limit of an output. */
export function longText(random: Random): string {
  return `${random.pick(HOSTILE)}\n`.repeat(9000);
}
