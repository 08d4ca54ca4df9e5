import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { CaseFigures } from '../../../bench/drift/case-figures.ts';

const program = fileURLToPath(new URL('../../../bench/drift.ts', import.meta.url));

/** Real cycles of a synthetic grocer whose champion is trained once: what they record as causes. */
test('no cycle of an unchanged year has drift among its causes; demand half as large again has, by column and segment', async () => {
  const args = ['--seeds=1', '--first-seed=3', '--sizes=6x12', '--drifts=1.5', '--every=12', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args]);
  const { falseAlarms, cases } = JSON.parse(stdout) as { falseAlarms: number; cases: readonly CaseFigures[] };
  expect(falseAlarms).toBe(0);
  const [unchanged, more] = cases;
  expect([unchanged?.demand, unchanged?.judged]).toEqual([1, 5 * 4]);
  expect([more?.demand, more?.judged]).toEqual([1.5, 4]);
  expect(more?.segmentsFound).toBeGreaterThan(1);
  // Only the column that changed.
  expect(Object.keys(more?.by ?? {})).toEqual(['units']);
}, 300_000);
