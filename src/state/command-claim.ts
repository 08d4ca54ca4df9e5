import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StateDirectoryBusyError } from '../ports/state-errors.ts';
import { claimant, writeClaim } from './claim-file.ts';
import type { StateDirectory } from './state-directory.ts';

/** Milliseconds a command that holds the registry is waited for; most take a second or two. */
const patienceMs = 20_000;

const claimFile = ({ path }: StateDirectory): string => join(path, 'command.json');

/**
 * Takes the registry of a state folder for one command at a time, and returns what releases it. Anyone who starts a stack or a
 * command first writes its own record and then looks at the other's, so that one of two at the same moment sees the other.
 */
export async function claimForCommand(directory: StateDirectory): Promise<() => void> {
  const file = claimFile(directory);
  do await commandEnded(directory);
  while (!writeClaim(file));
  return () => rmSync(file, { force: true });
}

/** Waits until no command works on the registry of a folder. Throws `StateDirectoryBusyError` after 20 seconds. */
export async function commandEnded(directory: StateDirectory): Promise<void> {
  const file = claimFile(directory);
  const deadline = Date.now() + patienceMs;
  for (let holder = claimant(file); holder; holder = claimant(file)) {
    if (Date.now() > deadline) throw new StateDirectoryBusyError(directory.path, holder);
    await sleep(100);
  }
}
