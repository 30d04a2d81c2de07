import { writeFileSync } from 'node:fs';
import { PAGE, renderPage } from './page.ts';

// Usage: npm run faults

writeFileSync(PAGE, renderPage());
