import fc from 'fast-check';
import { createFuzzedRedactor, messageWithSecrets, revealed } from '../support/disguised-secrets.ts';
import { propertyRuns, propertySeed } from '../support/property-seed.ts';

// Usage: npm run test:redaction. It mixes secrets in disguise with Markdown, and reads what is published of it.

const { PROPERTY_SEED = 'random' } = process.env;
const seed = propertySeed({ PROPERTY_SEED });
const numRuns = 1000 * propertyRuns();
const redactor = await createFuzzedRedactor();

console.log(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${propertyRuns()} npm run test:redaction`);
fc.assert(
  fc.property(messageWithSecrets, (message) => {
    const found = revealed(message, redactor);
    if (found.length > 0) throw new Error(`Revealed: ${found.join(' ')}`);
  }),
  { seed, numRuns },
);
console.log(`${numRuns} messages, and no secret in any.`);
