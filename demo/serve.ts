import { stringify } from 'yaml';
import { fail, readCommand } from './command.ts';
import { MIDDESK_INPUTS } from './middesk-scenarios.ts';
import { startService } from './play.ts';
import { COMMON_INPUTS } from './scenarios.ts';

const HELP = `Serves the service of one demo scenario on loopback, for ten minutes, so that a workflow can use it.

  npm run serve                      serves the scenario "passed" on a free port
  npm run serve -- NAME PORT         serves another scenario, on this port
  npm run serve -- --list            lists the scenarios
  npm run serve -- --help            prints this text

It prints the address, and the inputs of a step that uses it.`;

const MINUTES = 10;

const choice = readCommand(HELP);
if (choice !== null) {
  const { name, scenario, others } = choice;
  const [port = '0'] = others;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) fail(`"${port}" is not a port, from 0 to 65535.`);
  else
    await serve(name, scenario, Number(port)).catch((error: Error) =>
      fail(`Port ${port}: ${error.message}.`),
    );
}

async function serve(name: string, scenario: NonNullable<typeof choice>['scenario'], port: number) {
  const service = await startService(scenario, port);
  const common = scenario.middesk === undefined ? COMMON_INPUTS : MIDDESK_INPUTS;
  const inputs = { ...common, 'base-url': service.url, ...scenario.inputs };
  console.log(`Serving ${name} at ${service.url} for ${MINUTES} minutes. Inputs of a step that uses it:\n`);
  console.log(stringify({ with: inputs }));
  setTimeout(() => void service.close(), MINUTES * 60_000);
}
