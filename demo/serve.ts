import { DEMO_API_KEY } from '../fakes/kindo/service.ts';
import { DEMO_MIDDESK_KEY } from '../fakes/middesk/data.ts';
import { startService } from './play.ts';
import { scenarios } from './scenarios.ts';

const [name = 'passed', port = '0'] = process.argv.slice(2);
const scenario = scenarios()[name];
if (scenario === undefined) throw new Error(`There is no scenario "${name}".`);
const service = await startService(scenario, Number(port));
const key = scenario.middesk === undefined ? DEMO_API_KEY : DEMO_MIDDESK_KEY;
console.log(`Serving ${name} at ${service.url} with the key ${key}, for ten minutes.`);
setTimeout(() => void service.close(), 10 * 60_000);
