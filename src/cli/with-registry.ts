import { existsSync } from 'node:fs';
import type { Registry } from '../ports/registry.ts';
import { openEmbeddedRegistry, openRegistry } from '../workers/open-registry.ts';
import { claimForCommand } from './dev/command-claim.ts';
import { isAlive } from './dev/process-identity.ts';
import { claimStateDirectory, openStateDirectory, readStack } from './dev/state-directory.ts';
import { UsageError } from './usage.ts';

/**
 * Reads from the registry of a state folder: that of the stack that runs on it, or else the database in the folder, opened for as
 * long as it takes. Throws `UsageError` where the folder has none yet.
 */
export async function withRegistry<Result>(
  stateFolder: string,
  use: (registry: Registry) => Promise<Result>,
): Promise<Result> {
  if (!existsSync(stateFolder)) throw noRegistry(stateFolder);
  const state = openStateDirectory(stateFolder);
  const release = await claimForCommand(state);
  try {
    const stack = readStack(stateFolder);
    if (stack && isAlive(stack.owner)) {
      // The stack's own database answers any number of clients.
      release();
      return await using(openRegistry(stack.registryUrl), use);
    }
    // The processes of a stack that was killed may still be ending.
    await claimStateDirectory(state);
    if (!existsSync(state.database)) throw noRegistry(stateFolder);
    return await using(await openEmbeddedRegistry(state.database), use);
  } finally {
    release();
  }
}

/** The same; `undefined` where the folder has no registry yet. */
export async function withRegistryIfAny<Result>(
  stateFolder: string,
  use: (registry: Registry) => Promise<Result>,
): Promise<Result | undefined> {
  return existsSync(openStateDirectory(stateFolder).database) ? withRegistry(stateFolder, use) : undefined;
}

async function using<Result>(registry: Registry, use: (registry: Registry) => Promise<Result>): Promise<Result> {
  try {
    return await use(registry);
  } finally {
    await registry.close();
  }
}

function noRegistry(stateFolder: string): UsageError {
  return new UsageError(
    `there is no registry in ${stateFolder}; run a cycle first, or name another folder with --state`,
  );
}
