import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { CycleView } from '../../../src/ports/cycle-progress.ts';
import { createView } from '../../../src/cli/watch/live-view.ts';

const waiting: CycleView = { region: 'north', stage: 'waiting', activities: [], segments: [] };
const training: CycleView = {
  region: 'north',
  stage: 'train',
  activities: [],
  segments: [
    { name: 'north/large/fast', stage: 'training', detail: 'never trained', activities: ['lasso window 1 of 4'] },
  ],
};

/** A view written to something that is no terminal, and the lines it wrote. */
function lineView() {
  let text = '';
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { view: createView(output), lines: () => text.split('\n').slice(0, -1) };
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

test('regions are distinguished', () => {
  const { view, lines } = lineView();
  view.show([waiting, { ...waiting, region: 'south' }]);
  view.show([waiting, { ...waiting, region: 'south', stage: 'ingest' }]);
  expect(lines()).toEqual(['0:00 north: waiting', '0:00 south: waiting', '0:00 south: ingest']);
});

test('a failure is written, with its reason, also where no stage was ever reached', () => {
  const { view, lines } = lineView();
  view.show([waiting]);
  view.show([{ ...waiting, failure: 'no shipments' }]);
  expect(lines()).toEqual(['0:00 north: waiting', '0:00 north: failed (no shipments)']);
});

test('a step that is tried again is written once an attempt', () => {
  const { view, lines } = lineView();
  const retried = (attempt: number): CycleView => ({
    ...training,
    activities: [`attempt ${attempt}: tried again after: the store is away`],
    segments: [],
  });
  for (const attempt of [2, 2, 3]) view.show([retried(attempt)]);
  expect(lines()).toEqual([
    '0:00 north: train',
    '0:00 north: attempt 2: tried again after: the store is away',
    '0:00 north: attempt 3: tried again after: the store is away',
  ]);
});
