// cli.ts is a link to this file, so that an older Node, which cannot load TypeScript, prints what to do under that name too.
import { start } from '../scripts/start.js';

await start('demo', () => import('./show.ts'));
