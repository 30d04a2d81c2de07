// What reports the step, together: the first request does not need it, and would leave later behind it.
export { followUp } from './follow-up.ts';
export { Publisher } from './report/publish.ts';
