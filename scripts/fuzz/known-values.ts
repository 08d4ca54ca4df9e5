import type { App } from '../../src/app/app.ts';
import { createKey } from '../../src/app/keys/create-key.ts';
import { perform } from '../../src/app/operation.ts';
import type { OperationName } from '../../src/app/operations.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import { createWebhookSecret } from '../../src/app/webhooks/create-webhook-secret.ts';

/** Values that are there, by property; of one operation where it means another thing by it. */
export interface KnownValues {
  of(operation: OperationName, property: string): readonly unknown[] | undefined;
  /** Whether a request that does not name it is not done, although the schema lets it be left out. */
  isNeeded(operation: OperationName, property: string): boolean;
}

/** What was put into a state to be named. */
interface KnownFacts {
  readonly cutoff: string;
  /** Versions of models. */
  readonly spares: readonly string[];
  readonly challenger: string;
  readonly triggerId: string;
}

/** Keys and secrets that are there to be revoked. */
const spareKeys = 20;

/** Collects from a state what requests can name. */
export async function knownValues(
  app: App,
  { cutoff, spares, challenger, triggerId }: KnownFacts,
): Promise<KnownValues> {
  const keys = await inTurn(spareKeys, async (index) => {
    const { details } = await perform(createKey, app, { name: `spare ${index}`, role: 'reader' });
    return details.id;
  });
  const secrets = await inTurn(spareKeys, async (index) => {
    // The same id in every environment: a request names both.
    const { details } = await perform(createWebhookSecret, app, { environment: 'prod', name: `spare ${index}` });
    return details.id;
  });
  const found = await app.withRegistry(async (registry) => ({
    cycles: await registry.findCycles({ environment: 'dev' }),
    champions: (await registry.findModels({ environment: 'dev', stage: 'champion' })).models,
    datasets: (await registry.findDatasets({})).map(({ version }) => version),
    forecasts: await registry.findForecasts({ environment: 'dev', region: 'north' }),
  }));
  // A week that is forecast from the cutoff, and from the one after it.
  const week = addWeeks(cutoff, 2);
  const champions = found.champions.map(({ record: { version } }) => version);
  const starts = [
    { kind: 'dataset', wanted: found.datasets[0] },
    { kind: 'model', environment: 'dev', wanted: 'north/large/fast' },
    { kind: 'forecast', environment: 'dev', region: 'north', cutoff, row: { store: 'n1' } },
  ];
  const general: Readonly<Record<string, readonly unknown[]>> = {
    environment: ['dev'],
    region: ['north'],
    regions: [['north'], ['north', 'south']],
    cutoff: [cutoff, addWeeks(cutoff, 1)],
    cycleId: found.cycles.map(({ cycleId }) => cycleId),
    triggerId: [triggerId],
    challenger: [challenger.slice(0, 12), 'north/large/fast'],
    segment: ['north/large/fast'],
    model: [...champions, ...spares],
    version: found.datasets,
    before: found.datasets,
    after: found.datasets,
    source: ['sales'],
    store: ['n1'],
    item: ['apples'],
    format: ['large'],
    velocity: ['fast'],
    reason: ['looked at'],
    retrain: ['all', 'none', ['large/fast']],
    start: starts,
    hash: found.forecasts.flatMap(({ csv, parquet }) => [csv.hash, parquet.hash]),
    series: [{ store: 'n1', item: 'apples' }],
    days: [1, 30],
    limit: [1, 10],
    newest: [1, 10],
    since: ['2025-01-01', '2025-01-01T00:00:00Z'],
  };
  const special: { readonly [Name in OperationName]?: Readonly<Record<string, readonly unknown[]>> } = {
    'audit.export': { format: ['jsonl', 'csv'] },
    'audit.list': { environments: [['prod'], ['dev', 'prod']], entity: ['dev'], actor: ['fuzz'] },
    'keys.create': { name: ['somebody'], environments: [['prod']] },
    'keys.revoke': { id: keys },
    'sessions.end': { actor: ['somebody at a provider'] },
    'webhooks.revoke': { id: secrets, environment: ['prod'] },
    'models.explain': { model: champions },
    'models.retire': { model: spares },
    'models.unretire': { model: spares },
    'models.tag': { model: spares, tags: [{ owner: 'ann' }] },
    'models.list': { tags: [{ owner: 'ann' }] },
    'models.compare': { with: champions },
    'forecasts.what-if': {
      // A version is of one segment, whose series those of another format are not.
      model: ['north/large/fast'],
      changes: [[], [{ lever: 'price', times: 0.9 }], [{ lever: 'deal', to: 1, weeks: [week] }]],
    },
    'forecasts.score': {
      rows: [
        [{ store: 'n1', item: 'apples', week, values: {} }],
        [{ store: 'n2', item: 'bread', week, values: { price: 1.8, deal: 1 } }],
        [
          { store: 'n1', item: 'cider', week, values: { price: 2.1 } },
          { store: 'n3', item: 'apples', week, values: { deal: 0 } },
        ],
      ],
    },
    // There it is why a row was set aside.
    'quarantine.export': { reason: [] },
    'models.promote': { model: champions, from: ['dev'], to: ['prod'] },
  };
  return {
    of(operation, property) {
      const values = special[operation]?.[property] ?? general[property];
      return values?.length === 0 ? undefined : values;
    },
    isNeeded: (operation, property) => operation === 'models.promote' && property === 'reason',
  };
}

async function inTurn(count: number, make: (index: number) => Promise<string>): Promise<readonly string[]> {
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make(index));
  return made;
}
