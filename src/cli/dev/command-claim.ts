import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, recordOf, type ProcessRecord } from './process-identity.ts';
import type { StateDirectory } from './state-directory.ts';

/** Another command works on the registry of the same folder, for longer than one waits. */
export class StateDirectoryBusyError extends Error {
  override readonly name = 'StateDirectoryBusyError';
  readonly processId: number;

  constructor(directory: string, { id }: ProcessRecord) {
    super(`another shelfcast command (process ${id}) reads the registry in ${directory}; try again when it has ended`);
    this.processId = id;
  }
}

/** Milliseconds a command that holds the registry is waited for; most take a second or two. */
const patienceMs = 20_000;

const claimFile = ({ path }: StateDirectory): string => join(path, 'command.json');

/**
 * Takes the registry of a state folder for one command at a time, and returns what gives it back. Whoever starts a stack or a
 * command first writes its own record and then looks at the other's, so that one of two at the same moment sees the other.
 */
export async function claimForCommand(directory: StateDirectory): Promise<() => void> {
  const file = claimFile(directory);
  for (;;) {
    await commandEnded(directory);
    try {
      writeFileSync(file, JSON.stringify(recordOf(process.pid)), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      // Another command was quicker.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** Waits until no command works on the registry of a folder. Throws `StateDirectoryBusyError` after 20 seconds. */
export async function commandEnded(directory: StateDirectory): Promise<void> {
  const file = claimFile(directory);
  const deadline = Date.now() + patienceMs;
  for (let holder = readClaim(file); holder; holder = readClaim(file)) {
    if (!isAlive(holder)) {
      rmSync(file, { force: true });
      return;
    }
    if (Date.now() > deadline) throw new StateDirectoryBusyError(directory.path, holder);
    await sleep(100);
  }
}

function readClaim(file: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
}
