// Loaded before the program: as it opens its first connection, or else as it ends, writes the processor time of its main
// thread, and ends.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';

function report() {
  const { user, system } = process.threadCpuUsage();
  writeFileSync(process.env.COST_FILE, JSON.stringify((user + system) / 1000));
}

process.on('exit', report);
subscribe('net.client.socket', () => process.exit());
