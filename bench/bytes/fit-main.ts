/**
 * Process of the bench: fits the LASSO of a segment of the example at its oldest window, as a job does, and prints a hash of the
 * model's files.
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createTensorflowTrainer } from '../../src/adapters/tensorflow/index.ts';
import {
  defaultLassoParameters,
  defaultNetworkParameters,
  defaultTreesParameters,
  fitMember,
  splitVelocity,
  windowCutoffs,
} from '../../src/forecasting/index.ts';
import { readOrangeJuice, weekIndex } from '../orange-juice-panel.ts';

const example = fileURLToPath(new URL('../../examples/orange-juice', import.meta.url));
const horizonWeeks = 3;

const panel = readOrangeJuice(example, 157)('suburban/small');
const { cutoffIndices } = windowCutoffs(weekIndex(157), { nWindows: 4, stepSizeWeeks: 3 }, horizonWeeks);
const fitted = await fitMember(
  'lasso',
  {
    panel,
    items: splitVelocity(panel, { fastShareOfUnits: 0.8 }).slow,
    cutoffIndex: cutoffIndices[0]!,
    horizonWeeks,
    parameters: { lasso: defaultLassoParameters, network: defaultNetworkParameters, trees: defaultTreesParameters },
    seed: 1,
  },
  { trainer: createTensorflowTrainer(), progress: () => undefined },
);
const hash = createHash('sha256');
for (const [, bytes] of [...fitted.toFiles()].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(bytes);
process.stdout.write(hash.digest('hex').slice(0, 16));
