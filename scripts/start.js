import { existsSync } from 'node:fs';

/**
 * Loads a program in TypeScript, or says how to install what it needs. Older versions of Node can read this file, and no
 * TypeScript.
 *
 * @param {string} script its name in package.json
 * @param {() => Promise<unknown>} load
 */
export async function start(script, load) {
  if (process.features.typescript && existsSync(new URL('../node_modules', import.meta.url))) {
    await load();
    return;
  }
  console.error(`This program needs Node 24 and the packages of this repository. Run npm ci, which installs both, and then
npm run ${script}. On a Mac with Apple silicon, install Node 24 first.`);
  process.exitCode = 1;
}
