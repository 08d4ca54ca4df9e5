import { expect, test } from 'vitest';
import {
  cycleNamed,
  placeOfWorkflow,
  promotionId,
  promotionNamed,
  regionControllerId,
  regionCycleId,
  segmentTrainingId,
} from '../../src/contracts/workflow-ids.ts';

test('ids read from the whole to the part', () => {
  expect(regionControllerId('dev', 'us-midwest')).toBe('region/dev/us-midwest');
  expect(regionCycleId('dev', 'us-midwest', '2026-11-09', 3)).toBe('cycle/dev/us-midwest/2026-11-09/3');
});

test("a promotion's id names environment, segment and version", () => {
  const segment = { region: 'us-midwest', format: 'large', velocity: 'fast' } as const;
  expect(promotionId('prod', segment, 'abc')).toBe('promotion/prod/us-midwest/large/fast/abc');
});

test('promotions and cycles are known by their ids; other texts are neither', () => {
  const segment = { region: 'us-midwest', format: 'large', velocity: 'fast' } as const;
  expect(promotionNamed(promotionId('prod', segment, 'abc'))).toEqual({
    ...{ environment: 'prod', region: 'us-midwest', version: 'abc' },
  });
  expect(cycleNamed(regionCycleId('dev', 'us-midwest', '2026-11-09', 3))).toEqual({
    ...{ environment: 'dev', region: 'us-midwest', cutoff: '2026-11-09', number: 3 },
  });
  for (const text of ['ann', 'promotion/prod/us-midwest', 'cycle/dev/us-midwest/2026-11-09', 'cycle//a/b/1', '']) {
    expect([promotionNamed(text), cycleNamed(text)]).toEqual([undefined, undefined]);
  }
});

test("a training's id is that of its cycle and segment, however the segment is named", () => {
  const id = 'train/cycle/dev/us-midwest/2026-11-09/3/us-midwest/large/fast';
  const cycleId = 'cycle/dev/us-midwest/2026-11-09/3';
  expect(segmentTrainingId(cycleId, { region: 'us-midwest', format: 'large', velocity: 'fast' })).toBe(id);
  expect(segmentTrainingId(cycleId, 'us-midwest/large/fast')).toBe(id);
});

test('what a workflow is about can be read from its id', () => {
  const place = { environment: 'dev', region: 'us-midwest' };
  expect(placeOfWorkflow('region/dev/us-midwest')).toEqual(place);
  expect(placeOfWorkflow('cycle/dev/us-midwest/2026-11-09/3')).toEqual(place);
  expect(placeOfWorkflow('tick/dev/us-midwest-2026-11-09T12:00:00Z')).toEqual(place);
  const segment = { ...place, segment: 'large/fast' };
  expect(placeOfWorkflow('train/cycle/dev/us-midwest/2026-11-09/3/us-midwest/large/fast')).toEqual(segment);
  expect(placeOfWorkflow('promotion/dev/us-midwest/large/fast/abc')).toEqual(segment);
  expect(placeOfWorkflow('adoption/prod/abc')).toEqual({ environment: 'prod' });
  expect(placeOfWorkflow('watch/dev-2026-11-09T12:00:00Z')).toEqual({ environment: 'dev' });
  expect(placeOfWorkflow('temporal-sys-scheduler:tick')).toBeUndefined();
  expect(placeOfWorkflow('other/thing')).toBeUndefined();
});
