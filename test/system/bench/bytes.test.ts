import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../../bench/bytes.ts', import.meta.url));

test('processes with the options of jobs fit the same model', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--processes=3', '--json']);
  const { models } = JSON.parse(stdout) as { models: { asItIs: object; asJobs: Record<string, number> } };
  expect(Object.values(models.asJobs)).toEqual([3]);
  // Node as it is comes to the same model, except now and then.
  expect(Object.keys(models.asItIs)).toContain(Object.keys(models.asJobs)[0]);
});
