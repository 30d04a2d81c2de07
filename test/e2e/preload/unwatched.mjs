// As when the event loop runs empty and nothing of the action notices.
import './never-settles.mjs';

const listen = process.on;
process.on = (event, listener) => (event === 'beforeExit' ? process : listen.call(process, event, listener));
