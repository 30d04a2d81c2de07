import { start } from '../scripts/start.js';

await start('demo', () => import('./show.ts'));
