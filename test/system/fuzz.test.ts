import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareState, type PreparedState } from '../../scripts/fuzz/prepared-state.ts';
import { fuzz } from '../../scripts/fuzz/run.ts';
import type { FuzzReport } from '../../scripts/fuzz/report.ts';

/** A short run of `npm run fuzz`: requests made from the API's document, over what real cycles have left. */
describe('requests that nobody thought of', () => {
  let directory: string;
  let state: PreparedState;
  let report: FuzzReport;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'shelfcast-fuzz-'));
    state = await prepareState(directory);
    report = await fuzz(state, { requests: 1000, seed: 7 });
  }, 240_000);
  afterAll(async () => {
    await state.close();
    await rm(directory, { recursive: true, force: true });
  });

  test('end in no error of the server, and get nobody in or beyond their role', () => {
    expect(report.examples).toEqual([]);
    expect(report).toMatchObject({ serverErrors: 0, withoutKey: 0, beyondRole: 0, unlikeSchema: 0 });
  });

  test('are done often enough to say something', () => {
    const shares = Object.values(report.accepted2xx);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    // Of each operation there are few: the whole run looks at every one.
    expect(mean).toBeGreaterThan(0.5);
  });
});
