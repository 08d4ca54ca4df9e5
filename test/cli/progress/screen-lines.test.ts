import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { screenLines } from '../../../src/cli/progress/screen-lines.ts';
import type { CycleView } from '../../../src/ports/cycle-progress.ts';

const segments = ['fast', 'slow'].map((velocity) => ({
  ...{ name: `large/${velocity}`, stage: velocity === 'fast' ? 'training' : 'waits', detail: 'never-trained' },
  activities: velocity === 'fast' ? ['lasso window 1 of 4', 'network window 1 of 4'] : [],
}));
const waiting = (region: string): CycleView => ({ region, stage: 'waiting', activities: [], segments: [] });
const running = (region: string): CycleView => ({ region, stage: 'train', activities: [], segments });
const done = (region: string): CycleView => ({ ...running(region), stage: 'done' });
const failed = (region: string): CycleView => ({ ...waiting(region), stage: 'failed', failure: 'no\nshipments' });

const shown = (views: readonly CycleView[], rows: number, columns = 100): readonly string[] =>
  screenLines(views, { rows, columns }).map((line) => stripVTControlCharacters(line).trimEnd());

test('with room, every region has all of its segments; what runs comes first, and above it the totals', () => {
  expect(shown([done('a'), waiting('b'), running('c'), failed('d')], 24)).toEqual([
    '2 of 4 regions have ended, 1 failed; 1 runs, 1 waits',
    'c  train',
    '  ● large/fast               training   lasso window 1 of 4 · network window 1 of 4',
    '  · large/slow               waits      never-trained',
    '',
    'd  failed: no shipments',
    '',
    'b  waiting',
    '',
    'a  done',
    '  ● large/fast               training   lasso window 1 of 4 · network window 1 of 4',
    '  · large/slow               waits      never-trained',
  ]);
});

test('a single region has no line of totals', () => {
  expect(shown([waiting('a')], 24)).toEqual(['a  waiting']);
});

test('with less room, what has ended and what waits takes a line each', () => {
  expect(shown([done('a'), waiting('b'), running('c')], 6)).toEqual([
    '1 of 3 regions has ended; 1 runs, 1 waits',
    'c  train',
    '  ● large/fast               training   lasso window 1 of 4 · network window 1 of 4',
    '  · large/slow               waits      never-trained',
    'b  waiting',
    'a  done',
  ]);
  expect(shown([done('a'), waiting('b'), running('c')], 5)).toEqual([
    '1 of 3 regions has ended; 1 runs, 1 waits',
    'c  train',
    '  ● large/fast               training   lasso window 1 of 4 · network window 1 of 4',
    'b  waiting',
    'a  done',
  ]);
});

test.each([12, 40])('%i regions fit every screen, in height and width', (count) => {
  const names = Array.from({ length: count }, (_, index) => `region-${index}`);
  const kinds = [done, running, waiting, failed];
  const views = names.map((name, index) => kinds[index % kinds.length]!(name));
  for (const rows of [2, 3, 10, 24, 50, 200]) {
    const lines = shown(views, rows, 40);
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(lines.every((line) => line.length <= 40)).toBe(true);
    expect(lines[0]).toMatch(new RegExp(`^${count / 2} of ${count} regions have ended`));
  }
  expect(shown(views, 5).slice(1)).toEqual([
    ...['region-1  train', 'region-5  train', 'region-9  train'],
    `… and ${count - 3} more`,
  ]);
});

test('what several steps do alike is said once', () => {
  const away = 'attempt 2: tried again after: the store is away';
  expect(shown([{ ...running('a'), segments: [], activities: [away, away, 'reading sales'] }], 24, 200)).toEqual([
    `a  train  ${away} (2 times) · reading sales`,
  ]);
});
