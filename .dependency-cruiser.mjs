/** Which rooms of src a room may import, its own always. Imports run one way: no room stands below one that it imports. */
const ROOMS = {
  domain: [],
  text: ['domain'],
  result: ['domain', 'text'],
  verdict: ['domain', 'text'],
  platform: ['domain', 'text'],
  http: ['domain', 'platform', 'text'],
  retry: ['domain', 'http', 'platform', 'text'],
  service: ['domain', 'http', 'platform', 'text'],
  inputs: ['domain', 'platform', 'service', 'text'],
  report: ['domain', 'platform', 'result', 'text'],
  'pull-request': ['domain', 'http', 'inputs', 'platform', 'report', 'result', 'retry', 'text'],
  run: ['domain', 'http', 'inputs', 'platform', 'retry', 'service', 'text'],
};

const OUTSIDE = '^(?:node_modules/|[a-z_]+$|[a-z_]+/promises$)';

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-circular-rooms',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/[a-z-]+$' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/http/version\\.ts$' },
      to: {},
    },
    ...Object.entries(ROOMS).map(([room, allowed]) => ({
      name: `walls-of-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { pathNot: [OUTSIDE, `^src/(?:${[room, ...allowed].join('|')})/`] },
    })),
    {
      name: 'adapters-apart',
      severity: 'error',
      from: { path: '^src/service/(kindo|middesk)/' },
      to: { path: '^src/service/(?:kindo|middesk)/', pathNot: '^src/service/$1/' },
    },
    {
      name: 'nothing-from-test',
      severity: 'error',
      from: { path: '^(?:src|fakes|demo)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
