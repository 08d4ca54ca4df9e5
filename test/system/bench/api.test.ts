import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createSmallProject } from '../../support/small-project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('bench:api reports reads, files, exports within their bound, and the time of a what-if', async () => {
  const project = join(await temporaryDirectory(), 'project');
  await createSmallProject({ directory: project });
  const options = ['--readers=4', '--seconds=1', '--rows=20000', '--export-rows=20000', '--questions=3', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/api.ts', `--project=${project}`, ...options]);
  const report = JSON.parse(stdout) as { readonly exports: readonly { readonly peakRssMb: number }[] };
  const number = expect.any(Number) as unknown;
  expect(report).toMatchObject({
    ...{ reads: { perSecond: number, p99Ms: number }, static: { perSecond: number }, ratio: number },
    export: { rows: 20_000, seconds: number, peakRssMb: number },
    exports: [{ as: 'csv' }, { as: 'parquet' }, { as: 'xlsx' }],
    scoreP95Ms: number,
  });
});
