import fc from 'fast-check';
import { createFuzzedRedactor, messageWithSecrets, revealed } from '../support/disguised-secrets.ts';
import { checkInChunks } from './in-chunks.ts';

// Usage: npm run test:redaction [-- --runs N]. It mixes secrets in disguise with Markdown, and reads what is published of it.

const redactor = await createFuzzedRedactor();
const property = fc.property(messageWithSecrets, (message) => {
  const found = revealed(message, redactor);
  if (found.length > 0) throw new Error(`Revealed: ${found.join(' ')}`);
});

const runs = checkInChunks('test:redaction', 1000, (chunk) => fc.assert(property, chunk));
console.log(`${runs} messages, and no secret in any.`);
