import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { propertySeed } from '../support/property-seed.ts';

// Usage: npm run test:properties, or npm run test:properties -- test/unit/report/markdown/quotation.test.ts

const { PROPERTY_SEED = 'random', PROPERTY_RUNS = '30' } = process.env;
const env = { ...process.env, PROPERTY_SEED: String(propertySeed({ PROPERTY_SEED })), PROPERTY_RUNS };
const [, , ...named] = process.argv;
const files = named.length > 0 ? named : globSync('test/**/*.test.ts').filter(hasProperties).toSorted();

console.log(`PROPERTY_SEED=${env.PROPERTY_SEED} PROPERTY_RUNS=${PROPERTY_RUNS}`);
const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...files];
process.exitCode = spawnSync(process.execPath, vitest, { env, stdio: 'inherit' }).status ?? 1;

function hasProperties(file: string): boolean {
  return /\bfc\.assert\(/.test(readFileSync(file, 'utf8'));
}
