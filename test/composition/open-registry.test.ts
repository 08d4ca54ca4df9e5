import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openEmbeddedRegistry, openRegistryOf } from '../../src/composition/open-registry.ts';
import { NoRegistryError } from '../../src/composition/source-errors.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry.ts';
import { runningStackOn, stoppedStackOn } from '../support/stack-record.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const mark = (registry: Registry, subject: string) =>
  registry.appendAudit({ actor: 'ann', action: 'tag', subject, facts: {} });

/** The last mark in the registry that a command would read. */
async function found(state: string): Promise<string | undefined> {
  const registry = await openRegistryOf(state);
  try {
    return (await registry.audit()).at(-1)?.subject;
  } finally {
    await registry.close();
  }
}

/** A registry on a database of its own, marked. */
async function served(subject: string): Promise<TestRegistry> {
  const served = await startTestRegistry();
  await mark(served.registry, subject);
  return served;
}

/** A state folder with a marked registry that no stack uses. */
async function kept(subject: string): Promise<string> {
  const state = await temporaryDirectory();
  const registry = await openEmbeddedRegistry(openStateDirectory(state).database);
  await mark(registry, subject);
  await registry.close();
  return state;
}

describe('the registry of a command', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('is the server of the environment, then the stack that runs, then the state folder', async () => {
    const [server, stack] = await Promise.all([served('server'), served('stack')]);
    try {
      const state = await kept('folder');
      expect(await found(state)).toBe('folder');
      runningStackOn(state, { registryUrl: stack.url });
      expect(await found(state)).toBe('stack');
      vi.stubEnv('SHELFCAST_REGISTRY_URL', server.url);
      expect(await found(state)).toBe('server');
      expect(await found(join(state, 'nowhere'))).toBe('server');
      expect(existsSync(join(state, 'nowhere'))).toBe(false);
    } finally {
      await Promise.all([server.stop(), stack.stop()]);
    }
  });

  test('is the folder again once its stack has ended, however it went', async () => {
    const state = await kept('folder');
    stoppedStackOn(state);
    expect(await found(state)).toBe('folder');
  });

  test('is one command at a time, where it is in the folder', async () => {
    const state = await kept('folder');
    const first = await openRegistryOf(state);
    const second = found(state);
    await mark(first, 'again');
    await first.close();
    expect(await second).toBe('again');
  });

  test('there is none where nothing has run, and no folder is made', async () => {
    const state = join(await temporaryDirectory(), 'state');
    await expect(openRegistryOf(state)).rejects.toThrow(NoRegistryError);
    await expect(openRegistryOf(state)).rejects.toThrow(`there is no registry in ${state}`);
    expect(existsSync(state)).toBe(false);
  });
});
