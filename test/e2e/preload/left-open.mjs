// A server, a connection to it, and a timer stay open, as a library or a proxy may leave them.
import { connect, createServer } from 'node:net';

setInterval(() => undefined, 60_000);
const server = createServer(() => undefined);
server.listen(0, '127.0.0.1', () => connect(server.address().port, '127.0.0.1'));
