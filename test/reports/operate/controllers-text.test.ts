import { expect, test } from 'vitest';
import { statusText } from '../../../src/reports/operate/controllers-text.ts';

const region = { environment: 'dev', paused: false, pending: 0, cycles: 4 };
const running = { ...region, region: 'north', doing: 'runs cycle/dev/north/1', running: 'cycle/dev/north/1' };

test('a region says what it does, the stage of its cycle, and who paused it', () => {
  const lines = statusText([
    { ...running, stage: 'train' },
    { ...running, stage: 'score', paused: true, pausedBy: 'ann: stocktaking' },
    { ...region, region: 'south', doing: 'held back by ann: stocktaking', paused: true, pausedBy: 'ann: stocktaking' },
    { ...region, region: 'west', doing: 'waits for a trigger' },
  ]).split('\n');
  expect(lines.slice(2).map((line) => line.split(/ {2,}/)[2])).toEqual([
    'runs cycle/dev/north/1: train',
    'runs cycle/dev/north/1: score; paused by ann: stocktaking',
    'held back by ann: stocktaking',
    'waits for a trigger',
  ]);
});
