// Time runs 20 times as fast for the action: its limits and pauses, not the network.
const FACTOR = 20;
const setTimer = globalThis.setTimeout;
globalThis.setTimeout = (fire, ms, ...rest) => setTimer(fire, ms / FACTOR, ...rest);
const real = performance.now.bind(performance);
performance.now = () => real() * FACTOR;
const now = Date.now;
const beganAt = now();
Date.now = () => beganAt + (now() - beganAt) * FACTOR;
