import { DEMO_API_KEY, startKindoService } from './kindo-service.ts';
import { scenarios } from './scenarios.ts';

const [name = 'passed', port = '0'] = process.argv.slice(2);
const scenario = scenarios()[name];
if (scenario === undefined) throw new Error(`There is no scenario "${name}".`);
const service = await startKindoService(scenario.service, Number(port));
console.log(`Serving ${name} at ${service.url} with the key ${DEMO_API_KEY}, for ten minutes.`);
setTimeout(() => void service.close(), 10 * 60_000);
