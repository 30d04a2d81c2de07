// No request ever settles, and no timer that takes its time keeps the process alive: the event loop runs empty while a
// response is awaited.
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
http.request = () => {
  const request = new Request();
  setTimer(() => request.emit('socket', { connecting: false }), 0);
  return request;
};
globalThis.setTimeout = (fire, ms, ...rest) => {
  const timer = setTimer(fire, ms, ...rest);
  return ms > 0 ? timer.unref() : timer;
};
