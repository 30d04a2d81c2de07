// No request ever settles, and no timer keeps the process alive: the event loop runs empty while an answer is awaited.
const setTimer = globalThis.setTimeout;
globalThis.fetch = () => new Promise(() => undefined);
globalThis.setTimeout = (...options) => setTimer(...options).unref();
