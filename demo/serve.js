import { start } from '../scripts/start.js';

await start('serve', () => import('./serve.ts'));
