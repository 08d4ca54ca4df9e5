import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DefaultLogger } from '@temporalio/worker';
import { writeWorkflowBundle } from '../composition/workflows/bundle.ts';
import { tellParent } from '../processes/parent-messages.ts';
import { peakRssMb } from '../processes/peak-memory.ts';

/** Bundles the workflows, for workers to load: `bundle-main.ts --output FILE.js`. Its record is in `FILE.json`. */
const { values } = parseArgs({ options: { output: { type: 'string' } } });
if (!values.output?.endsWith('.js')) throw new Error('usage: bundle-main.ts --output FILE.js');
if (process.connected) process.on('disconnect', () => process.exit(1));

const file = resolve(values.output);
const buildId = await writeWorkflowBundle(file, new DefaultLogger('WARN'));
process.stdout.write(`${values.output}: workflows of build ${buildId}\n`);
tellParent({ kind: 'job-ended', job: 'bundle-workflows', peakRssMb: peakRssMb() ?? 0 });
process.exit(0);
