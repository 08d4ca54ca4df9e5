import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { processIdentity, type ProcessRecord } from '../../src/state/process-identity.ts';
import { claimStateDirectory, openStateDirectory, type StackRecord } from '../../src/state/state-directory.ts';
import { StackRunningError } from '../../src/ports/state-errors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const stackOf = (owner: ProcessRecord, processes: readonly ProcessRecord[] = []): StackRecord => ({
  owner,
  processes,
  temporalAddress: '127.0.0.1:7233',
  temporalUi: 'http://127.0.0.1:8233',
  registryUrl: 'postgres://postgres@127.0.0.1:54320/postgres',
  environments: ['dev', 'prod'],
  artifacts: '/state/artifacts',
});
const recordOf = ({ pid = 0 }: ChildProcess): ProcessRecord => ({ id: pid, identity: processIdentity(pid) });

/** A process that runs a program until the current test ends, once it has said something. */
async function running(program: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', `${program}; console.log('ready')`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}
const endless = 'setInterval(() => undefined, 1000)';

describe('a state folder', () => {
  test('is made where there is none, and kept out of repositories', async () => {
    const path = join(await temporaryDirectory(), '.shelfcast');
    const state = openStateDirectory(path);
    expect(state).toMatchObject({
      path,
      artifacts: join(path, 'artifacts'),
      database: join(path, 'registry'),
      temporal: join(path, 'temporal.db'),
    });
    expect(state.log('registry')).toBe(join(path, 'logs/registry.log'));
    await writeFile(state.log('registry'), 'a line\n');
    expect(await readFile(join(path, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('keeps the record of its stack until it is removed', async () => {
    const path = await temporaryDirectory();
    const state = openStateDirectory(path);
    expect(state.readStack()).toBeUndefined();
    state.writeStack(stackOf({ id: 7, identity: 'then' }));
    expect(openStateDirectory(path).readStack()).toEqual(stackOf({ id: 7, identity: 'then' }));
    state.removeStack();
    expect(state.readStack()).toBeUndefined();
  });

  test('whose record cannot be read has none', async () => {
    const state = openStateDirectory(await temporaryDirectory());
    await writeFile(join(state.path, 'stack.json'), '{ "owner": ');
    expect(state.readStack()).toBeUndefined();
  });
});

describe('claiming a state folder', () => {
  test('is refused while the owner of its stack lives', async () => {
    const state = openStateDirectory(await temporaryDirectory());
    const owner = await running(endless);
    state.writeStack(stackOf(recordOf(owner)));
    const claim = claimStateDirectory(state);
    await expect(claim).rejects.toBeInstanceOf(StackRunningError);
    await expect(claim).rejects.toThrow(
      `a stack is running on ${state.path} already (process ${owner.pid}, http://127.0.0.1:8233)`,
    );
    expect(state.readStack()).toBeDefined();
  });

  test('is granted where another process has the id of a dead owner', async () => {
    const state = openStateDirectory(await temporaryDirectory());
    const other = await running(endless);
    state.writeStack(stackOf({ id: other.pid ?? 0, identity: 'of a process before it' }));
    await claimStateDirectory(state);
    expect(state.readStack()).toBeUndefined();
    expect(processIdentity(other.pid ?? 0)).toBeDefined();
  });

  test('waits for what a dead owner left, and does not kill what ends on its own', async () => {
    const state = openStateDirectory(await temporaryDirectory());
    const child = await running('setTimeout(() => process.exit(5), 300)');
    const ended = once(child, 'exit');
    state.writeStack(stackOf({ id: 1, identity: 'of a dead process' }, [recordOf(child)]));
    await claimStateDirectory(state);
    expect(await ended).toEqual([5, null]);
    expect(state.readStack()).toBeUndefined();
  });
});
