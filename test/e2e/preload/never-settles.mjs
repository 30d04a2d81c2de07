// No request ever settles, and no timer keeps the process alive: the event loop runs empty while a response is awaited.
import { EventEmitter } from 'node:events';
import http from 'node:http';

class Request extends EventEmitter {
  setHeader() {}
  end() {}
  destroy(error) {
    if (error !== undefined) this.emit('error', error);
  }
}

const setTimer = globalThis.setTimeout;
http.request = () => new Request();
globalThis.setTimeout = (...options) => setTimer(...options).unref();
