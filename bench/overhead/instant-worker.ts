import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { startInstantStack } from '../../test/support/instant-stack.ts';
import { bundleWorkflows } from '../../test/support/workflow-bundle.ts';

/** Process of the workers whose jobs are instant: `instant-worker.ts ADDRESS REGISTRY_URL REGIONS`. */
const [address = '', registryUrl = '', regions = ''] = process.argv.slice(2);
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR' } },
});
const connection = await NativeConnection.connect({ address });
const stack = await startInstantStack({
  connection,
  client: new Client({ connection }),
  bundle: await bundleWorkflows(),
  regions: regions.split(','),
  formats: ['large', 'small'],
  config: { environments: { default: { promotion: 'automatic' } } },
  registryUrl,
  // As the product's own worker has it.
  maxCachedWorkflows: 200,
});
for (const region of regions.split(',')) stack.world.latest.set(region, '2030-01-07');
await stack.startWorkers();
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
