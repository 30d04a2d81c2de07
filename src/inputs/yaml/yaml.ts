// The inputs that are YAML, together: the library behind them takes longer to load than all else before the first request.
export { parseAnswer } from './answer.ts';
export { parseMapping } from './mapping.ts';
export { readSources } from './sources.ts';
