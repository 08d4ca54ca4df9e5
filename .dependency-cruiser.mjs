/** @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule */

/**
 * Which folder of `src` may import which: everything that a folder's list lacks is forbidden to it. Arrows point one way, from
 * what is wired to what it is made of.
 */
const mayImport = {
  contracts: ['contracts'],
  ports: ['contracts', 'ports'],
  cycle: ['contracts', 'cycle', 'activities'],
  workflows: ['contracts', 'cycle', 'workflows', 'activities'],
  forecasting: ['contracts', 'forecasting'],
  generator: ['contracts', 'ports', 'forecasting', 'generator'],
  registry: ['contracts', 'ports', 'registry'],
  project: ['contracts', 'project'],
  datasets: ['contracts', 'ports', 'project', 'datasets', 'forecasting'],
  tracking: ['contracts', 'ports', 'tracking'],
  telemetry: ['contracts', 'ports', 'telemetry'],
  adapters: ['contracts', 'ports', 'adapters', 'registry', 'forecasting'],
  activities: ['contracts', 'ports', 'registry', 'project', 'activities', 'datasets/drift'],
  jobs: ['contracts', 'ports', 'project', 'datasets', 'forecasting', 'registry', 'jobs'],
  local: ['contracts', 'cycle', 'activities', 'ports', 'local'],
  processes: ['contracts', 'ports', 'project', 'adapters', 'jobs', 'telemetry', 'processes'],
  state: ['contracts', 'ports', 'project', 'adapters', 'processes', 'state'],
  composition: [
    'contracts',
    'ports',
    'project',
    'adapters',
    'activities',
    'jobs',
    'local',
    'generator',
    'tracking',
    'telemetry',
    'processes',
    'state',
    'composition',
  ],
  workers: ['contracts', 'activities', 'composition', 'processes', 'telemetry', 'workers'],
  embedded: ['contracts', 'ports', 'composition', 'processes', 'state', 'embedded'],
  experiments: ['contracts', 'experiments', 'datasets/drift'],
  reports: ['contracts', 'ports', 'reports'],
  app: ['contracts', 'ports', 'project', 'registry', 'tracking', 'local', 'experiments', 'generator', 'app'],
  api: ['app', 'contracts', 'ports', 'project', 'reports', 'composition', 'processes', 'telemetry', 'api'],
  dashboard: ['dashboard', 'contracts', 'app', 'api/route-table\\.ts'],
  cli: [
    'api',
    'app',
    'contracts',
    'ports',
    'project',
    'generator',
    'workflows',
    'reports',
    'composition',
    'telemetry',
    'embedded',
    'workers',
    'cli',
  ],
};

/**
 * Programs that a folder's own code starts as processes, by folder. They wire themselves, so they import composition, which the rest of
 * their folder may not.
 *
 * @type {Readonly<Record<string, string>>}
 */
const programs = { processes: 'main\\.ts$' };

/** @type {(name: string, from: Rule['from'], allowed: readonly string[]) => Rule} */
const importsOnly = (name, from, allowed) => ({
  name,
  severity: 'error',
  from,
  to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})(/|$)` },
});

const folderRules = Object.entries(mayImport).flatMap(([folder, allowed]) => {
  const path = `^src/${folder}/`;
  const program = programs[folder];
  if (program === undefined) return [importsOnly(`${folder}-imports`, { path }, allowed)];
  return [
    importsOnly(`${folder}-imports`, { path, pathNot: path + program }, allowed),
    importsOnly(`${folder}-program-imports`, { path: path + program }, [...allowed, 'composition']),
  ];
});

/** Folders that name the types of another one, and call nothing of it. */
const namesTypesOf = {
  ports: 'contracts',
  cycle: 'activities',
  workflows: 'activities',
  activities: 'project',
  jobs: 'project',
  app: 'project',
  cli: 'workflows',
  dashboard: 'app',
};

/** @type {readonly Rule[]} */
const typeRules = Object.entries(namesTypesOf).map(([folder, other]) => ({
  name: `${folder}-types-only`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: `^src/${other}/`, dependencyTypesNot: ['type-only'] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...folderRules,
    ...typeRules,
    {
      name: 'project-api-imports',
      comment: 'What a project imports as `shelfcast` is about projects alone.',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { path: '^src/', pathNot: '^src/project/' },
    },
    {
      name: 'forecasting-is-pure',
      comment: 'Numbers in, numbers out: no I/O, and no package that changes them with its next version.',
      severity: 'error',
      from: { path: '^src/forecasting/' },
      to: { pathNot: '^src/' },
    },
    {
      name: 'generator-is-pure',
      comment: 'Pieces of files out, no I/O: the same settings give the same bytes.',
      severity: 'error',
      from: { path: '^src/generator/' },
      to: { pathNot: '^src/' },
    },
    {
      name: 'generator-knows-no-models',
      comment: 'What models are tried on must not be made by them; the seeded streams are for all.',
      severity: 'error',
      from: { path: '^src/generator/' },
      to: { path: '^src/forecasting/', pathNot: '^src/forecasting/random\\.ts$' },
    },
    {
      name: 'workflows-do-no-io',
      severity: 'error',
      from: { path: '^src/(workflows|cycle|contracts)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'temporal-clients-stay-behind-ports',
      comment: 'What speaks to a Temporal server is an adapter, what connects one, or the stack that starts one.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(adapters/temporal|composition|embedded)/' },
      to: { path: '@temporalio/client' },
    },
    {
      name: 'operations-are-told-who-acts',
      comment:
        'An operation runs for the person an edge names, not for the user of its process; it writes no output and reads no files.',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { path: '^(os|fs|fs/promises|process|readline)$', dependencyTypes: ['core'] },
    },
    {
      name: 'datasets-know-the-panel-alone',
      severity: 'error',
      from: { path: '^src/datasets/' },
      to: { path: '^src/forecasting/', pathNot: '^src/forecasting/panel\\.ts$' },
    },
    {
      name: 'datasets-types-only',
      severity: 'error',
      from: { path: '^src/datasets/' },
      to: { path: '^src/forecasting/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'registry-adapters-chain-the-audit-trail',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/registry/', pathNot: '^src/registry/audit-chain\\.ts$' },
    },
    {
      name: 'trainers-implement-the-network-port',
      comment:
        'The port, and what it leaves to a trainer: the seeded streams, the first weights, the error of a bad end. The port of the Gram product.',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: {
        path: '^src/forecasting/',
        pathNot:
          '^src/forecasting/(network/(trainer|initial-weights)|lasso/gram-product|random|event-loop|errors)\\.ts$',
      },
    },
    {
      name: 'one-adapter-at-a-time',
      comment: 'An adapter can be replaced without another one noticing.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'no-cycles',
      comment: 'Cycles of types count: files that name each other are one file in two places.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Sees `import type` too.
    tsPreCompilationDeps: true,
  },
};
