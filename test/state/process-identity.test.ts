import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { processIdentity } from '../../src/state/process-identity.ts';

test('a process keeps its identity', () => {
  const identity = processIdentity(process.pid);
  expect(identity).toMatch(/\d/);
  expect(processIdentity(process.pid)).toBe(identity);
});

test('a program whose name holds a bracket and spaces is recognised as well', async () => {
  const child = spawn(process.execPath, [
    '-e',
    "process.title = 'a) b 1 2'; console.log('ready'); process.stdin.resume()",
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(processIdentity(child.pid ?? 0)).toMatch(/^(\d+|\w{3} .*\d{4})$/);
});

test('a process that has ended has none', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(processIdentity(child.pid ?? 0)).toBeUndefined();
});
