import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimForCommand, commandEnded } from '../../src/state/command-claim.ts';
import { recordOf } from '../../src/state/process-identity.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('a command that comes second waits for the first', async () => {
  const state = openStateDirectory(await temporaryDirectory());
  const release = await claimForCommand(state);
  let second = false;
  const waiting = claimForCommand(state).then((give) => {
    second = true;
    return give;
  });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(second).toBe(false);
  release();
  (await waiting)();
  expect(existsSync(join(state.path, 'command.json'))).toBe(false);
});

test('a command that was killed holds nothing', async () => {
  const state = openStateDirectory(await temporaryDirectory());
  await writeFile(join(state.path, 'command.json'), JSON.stringify({ id: process.pid, identity: 'of one before' }));
  await commandEnded(state);
  expect(existsSync(join(state.path, 'command.json'))).toBe(false);
});

test('a stack that starts waits for the command of another process', async () => {
  const state = openStateDirectory(await temporaryDirectory());
  const child = spawn(process.execPath, ['-e', "setTimeout(() => undefined, 400); console.log('ready')"]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const ended = once(child, 'exit');
  await writeFile(join(state.path, 'command.json'), JSON.stringify(recordOf(child.pid ?? 0)));
  await commandEnded(state);
  expect(await ended).toEqual([0, null]);
});
