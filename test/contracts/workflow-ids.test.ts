import { expect, test } from 'vitest';
import { promotionId, regionControllerId, regionCycleId, segmentTrainingId } from '../../src/contracts/workflow-ids.ts';

test('ids read from the whole to the part', () => {
  expect(regionControllerId('dev', 'us-midwest')).toBe('region/dev/us-midwest');
  expect(regionCycleId('dev', 'us-midwest', '2026-11-09', 3)).toBe('cycle/dev/us-midwest/2026-11-09/3');
});

test("a promotion's id names environment, segment and version", () => {
  const segment = { region: 'us-midwest', format: 'large', velocity: 'fast' } as const;
  expect(promotionId('prod', segment, 'abc')).toBe('promotion/prod/us-midwest/large/fast/abc');
});

test("a training's id is that of its cycle and segment, however the segment is named", () => {
  const id = 'train/cycle/dev/us-midwest/2026-11-09/3/us-midwest/large/fast';
  const cycleId = 'cycle/dev/us-midwest/2026-11-09/3';
  expect(segmentTrainingId(cycleId, { region: 'us-midwest', format: 'large', velocity: 'fast' })).toBe(id);
  expect(segmentTrainingId(cycleId, 'us-midwest/large/fast')).toBe(id);
});
