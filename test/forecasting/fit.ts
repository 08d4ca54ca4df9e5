import { createTensorflowTrainer } from '../../src/adapters/tensorflow/index.ts';
import type { FittedMemberName } from '../../src/contracts/segment.ts';
import {
  defaultLassoParameters,
  defaultNetworkParameters,
  defaultTreesParameters,
  fitMember,
} from '../../src/forecasting/index.ts';
import type { FitHooks, FittedMember, MemberTask, Panel } from '../../src/forecasting/index.ts';

// TensorFlow reads these when it is loaded, which is at the first fit.
process.env['TF_NUM_INTRAOP_THREADS'] ??= '1';
process.env['TF_NUM_INTEROP_THREADS'] ??= '1';

const trainer = createTensorflowTrainer();

/** A task over all items of a panel, the network small enough for tests. */
export function taskOf(panel: Panel, options: Partial<MemberTask> = {}): MemberTask {
  return {
    panel,
    items: panel.items,
    cutoffIndex: panel.cutoffIndex,
    horizonWeeks: 3,
    parameters: {
      lasso: defaultLassoParameters,
      network: { ...defaultNetworkParameters, epochs: 3, batchSize: 64, hiddenUnits: [16, 8] },
      trees: { ...defaultTreesParameters, trees: 12, leaves: 6, minLeafRows: 20 },
    },
    seed: 1,
    ...options,
  };
}

export function fit(name: FittedMemberName, task: MemberTask, hooks: FitHooks = {}): Promise<FittedMember> {
  return fitMember(name, task, { trainer, ...hooks });
}
