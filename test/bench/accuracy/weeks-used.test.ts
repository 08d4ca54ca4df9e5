import { expect, test } from 'vitest';
import type { DoneFit } from '../../../bench/accuracy/fit-all.ts';
import { weeksUsed } from '../../../bench/accuracy/weeks-used.ts';
import { unitsPanel } from '../units-panel.ts';

const { weeks } = unitsPanel([Array<number>(30).fill(1)]);

function fit(segment: string, week: number, diagnostics: Readonly<Record<string, unknown>>): DoneFit {
  return {
    request: { segment, cutoff: { week, index: week - 1 } },
    reply: { diagnostics },
  } as unknown as DoneFit;
}

test('the member with the fewest weeks in the last fit of a segment', () => {
  const fits = [
    fit('a', 30, { weeksUsed: 22 }),
    fit('a', 30, { weeksUsed: 19 }),
    fit('a', 26, { weeksUsed: 3 }),
    fit('b', 30, { oldestCutoff: weeks[24] }),
    fit('c', 30, {}),
  ];
  expect(weeksUsed(fits, weeks)).toEqual({ a: 19, b: 5 });
});
