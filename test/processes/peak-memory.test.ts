import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { peakRssMb } from '../../src/processes/peak-memory.ts';

test('this process has needed more than Node takes to start', () => {
  expect(peakRssMb()).toBeGreaterThan(30);
});

// Other systems tell a process about itself alone.
test.runIf(existsSync('/proc/self/status'))("the peak of another process is its own, not its parent's", async () => {
  const child = spawn('cat', { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.write('ready\n');
  await once(child.stdout, 'data');
  const peak = peakRssMb(child.pid);
  child.stdin.end();
  await once(child, 'close');
  expect(peak).toBeGreaterThan(0);
  expect(peak).toBeLessThan(30);
  expect(peakRssMb(child.pid)).toBeUndefined();
});
