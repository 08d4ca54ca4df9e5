import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLineView } from '../../../src/cli/progress/line-view.ts';
import type { CycleView } from '../../../src/ports/cycle-progress.ts';
import { cycleResult } from '../../support/cycle-result.ts';

const waiting: CycleView = { region: 'north', stage: 'waiting', activities: [], segments: [] };
const training: CycleView = {
  region: 'north',
  stage: 'train',
  activities: [],
  segments: [
    { name: 'north/large/fast', stage: 'training', detail: 'never trained', activities: ['lasso window 1 of 4'] },
  ],
};

/** A view, the lines it wrote, and its clock. */
function lineView() {
  let text = '';
  let now = 0;
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  return {
    view: createLineView(output, () => now),
    lines: () => text.split('\n').slice(0, -1),
    wait: (seconds: number) => (now += 1000 * seconds),
  };
}

test('a line is written when a stage changes, and not otherwise', () => {
  const { view, lines } = lineView();
  const shows = [
    waiting,
    waiting,
    training,
    { ...training, segments: [{ ...training.segments[0]!, activities: ['lasso window 2 of 4'] }] },
    { ...training, stage: 'score' as const },
  ];
  for (const shown of shows) view.show([shown]);
  view.end();
  expect(lines()).toEqual([
    '0:00 north: waiting',
    '0:00 north: train',
    '0:00 north/large/fast: training (never trained)',
    '0:00 north: score',
  ]);
});

test('regions are distinguished; one that has ended says how many have', () => {
  const { view, lines } = lineView();
  const south: CycleView = { ...waiting, region: 'south' };
  view.show([waiting, south]);
  view.show([waiting, { ...south, stage: 'ingest' }]);
  // Its result is not there yet.
  view.show([waiting, { ...south, stage: 'done' }]);
  const done: CycleView = { ...south, stage: 'done', result: cycleResult };
  // The reason is not there yet.
  view.show([{ ...waiting, stage: 'failed' }, done]);
  view.show([{ ...waiting, stage: 'failed', failure: 'no shipments' }, done]);
  expect(lines()).toEqual([
    '0:00 2 regions: waiting',
    '0:00 south: ingest',
    '0:00 south: done; 1 of 2 regions has ended; 1 waits',
    '0:00 north: failed (no shipments); 2 of 2 regions have ended, 1 failed',
  ]);
});

test('a failure is written, with its reason, also where no stage was ever reached', () => {
  const { view, lines } = lineView();
  view.show([waiting]);
  view.show([{ ...waiting, failure: 'no shipments' }]);
  expect(lines()).toEqual(['0:00 north: waiting', '0:00 north: failed (no shipments)']);
});

test('half a minute without a line is followed by one that says what runs', () => {
  const { view, lines, wait } = lineView();
  const kept = { name: 'north/large/slow', stage: 'kept', detail: '', activities: [] };
  const shown = [
    { ...training, segments: [...training.segments, kept] },
    { ...waiting, region: 'south' },
  ];
  view.show(shown);
  wait(29);
  view.show(shown);
  expect(lines()).toHaveLength(4);
  wait(1);
  view.show(shown);
  view.show(shown);
  expect(lines().slice(4)).toEqual([
    '0:00 0 of 2 regions have ended; 1 runs, 1 waits; north: train, 1 of 2 segments done, large/fast: lasso window 1 of 4',
  ]);
});

test('of many regions that run, the line names three', () => {
  const { view, lines, wait } = lineView();
  const regions = ['a', 'b', 'c', 'd', 'e'].map((region): CycleView => ({ ...waiting, region, stage: 'ingest' }));
  view.show(regions);
  wait(30);
  view.show(regions);
  expect(lines().at(-1)).toBe('0:00 0 of 5 regions have ended; 5 run; a: ingest; b: ingest; c: ingest; and 2 more');
});

test('a fault that steps are tried again after is written once, and at the end with its count', () => {
  const { view, lines } = lineView();
  const retried = (region: string, attempt: number): CycleView => ({
    ...{ ...training, region, segments: [] },
    activities: [`attempt ${attempt}: tried again after: the store is away`],
  });
  for (const attempt of [2, 2, 3]) view.show([retried('north', attempt), retried('south', 2)]);
  view.end();
  expect(lines()).toEqual([
    '0:00 north: train',
    '0:00 north: attempt 2: tried again after: the store is away',
    '0:00 south: train',
    'tried again 3 times (north, south) after: the store is away',
  ]);
});
