// No request ever settles, and no timer that takes its time keeps the process alive: the event loop runs empty while an
// answer is awaited.
const setTimer = globalThis.setTimeout;
globalThis.fetch = () => new Promise(() => undefined);
globalThis.setTimeout = (fire, ms, ...rest) => {
  const timer = setTimer(fire, ms, ...rest);
  return ms > 0 ? timer.unref() : timer;
};
