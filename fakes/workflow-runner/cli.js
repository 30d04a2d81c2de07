import { start } from '../../scripts/start.js';

await start('workflow', () => import('./cli.ts'));
