// The YAML inputs, together: their library takes longer to load than all other code before the first request.
export { parseAnswer } from './answer.ts';
export { parseMapping } from './mapping.ts';
export { readSources } from './sources.ts';
