import { setTimeout } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { startInstantStack } from '../../test/support/instant-stack.ts';
import { bundleWorkflows } from '../../test/support/workflow-bundle.ts';
import { cachedWorkflows } from '../../src/workers/cached-workflows.ts';

/** What the workers of a bench are to be. */
export interface InstantWorkerOptions {
  readonly address: string;
  readonly registryUrl: string;
  readonly regions: readonly string[];
  /** Sources besides shipments and stores. Default: 0. */
  readonly eventSources?: number;
  /** Ingests and snapshots in parallel. Default: the worker's own. */
  readonly dataSlots?: number;
  /** Milliseconds that an ingest takes. Default: 0. */
  readonly ingestMs?: number;
}

/** Process of the workers whose jobs are instant: `instant-worker.ts OPTIONS`, a JSON object. */
const options = JSON.parse(process.argv[2] ?? '{}') as InstantWorkerOptions;
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR' } },
});
const { address, registryUrl, regions, eventSources = 0, dataSlots, ingestMs = 0 } = options;
const connection = await NativeConnection.connect({ address });
const stack = await startInstantStack({
  connection,
  client: new Client({ connection }),
  bundle: await bundleWorkflows(),
  regions,
  formats: ['large', 'small'],
  eventSources,
  ...(dataSlots === undefined ? {} : { slots: { data: dataSlots } }),
  config: { environments: { default: { promotion: 'automatic' } } },
  registryUrl,
  // As the product's own worker has it.
  maxCachedWorkflows: cachedWorkflows(1),
});
if (ingestMs > 0) {
  stack.world.before = async (job) => {
    if (job === 'ingest-source') await setTimeout(ingestMs);
  };
}
for (const region of regions) stack.world.latest.set(region, '2030-01-07');
await stack.startWorkers();
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
