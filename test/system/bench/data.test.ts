import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../../bench/data.ts', import.meta.url));

test('the bench of the data way reports rows, time and memory by stage, and what one changed file takes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--rows=20000', '--regions=2', '--json']);
  const stage = {
    seconds: expect.any(Number) as number,
    rowsPerSecond: expect.any(Number) as number,
    peakRssMb: expect.any(Number) as number,
  };
  const stages = { ingest: stage, snapshot: stage, features: stage };
  const measured = JSON.parse(stdout) as { rows: number; seconds: number; peakRssMb: number; featureRows: number };
  expect(measured).toMatchObject({
    stages,
    // One file of shipments was conditioned again; it has rows of every region.
    incremental: { partitionsTouched: 1, versionsChanged: 2, stages },
  });
  expect(measured.rows).toBeGreaterThanOrEqual(20_000);
  expect(measured.featureRows).toBeGreaterThan(measured.rows);
  expect(measured.seconds).toBeGreaterThan(0);
  // The bench itself and two jobs: a sum that has missed them would be smaller.
  expect(measured.peakRssMb).toBeGreaterThan(150);
}, 300_000);
