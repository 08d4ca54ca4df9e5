import type { Velocity } from '../../src/contracts/segment.ts';
import type { ModelStage, RegisteredModel } from '../../src/ports/model-catalogue.ts';
import { backtest } from './cycle-result.ts';

const artifact = (letter: string) => ({ hash: letter.repeat(64), extension: 'bin', bytes: 12 });

/** A registered model of the segment `north/large/<velocity>`. */
export function registeredModel(
  version: string,
  velocity: Velocity = 'fast',
  stage: ModelStage = 'champion',
  environment = 'dev',
): RegisteredModel {
  return {
    environment,
    stage,
    registeredAt: '2025-10-07T08:09:10.000Z',
    tags: {},
    record: {
      version,
      segment: { region: 'north', format: 'large', velocity },
      datasetVersion: 'd'.repeat(64),
      dataHash: 'h1',
      trainingCutoff: '2025-10-06',
      codeVersion: 'c'.repeat(64),
      seed: 1,
      parameters: { horizonWeeks: 2 },
      members: { lasso: { 'member.json': artifact('a'), 'arrays.bin': artifact('b') } },
      ensemble: artifact('e'),
      backtest,
      gate: [
        { check: 'mape within target', passed: true, detail: 'MAPE 27.5%, target 45.0%' },
        { check: 'no worse than the champion', passed: false, detail: 'MAPE 27.5%, champion 20.0%' },
      ],
      cycleId: 'cycle/dev/north/2025-10-06/1',
    },
  };
}
