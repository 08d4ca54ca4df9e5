import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackRunningError } from '../ports/state-errors.ts';
import { isAlive, type ProcessRecord } from './process-identity.ts';

/** What the embedded stack leaves in its folder while it runs, so that other commands find it. */
export interface StackRecord {
  /** The process that holds the stack together. */
  readonly owner: ProcessRecord;
  readonly processes: readonly ProcessRecord[];
  readonly temporalAddress: string;
  readonly temporalUi: string;
  readonly registryUrl: string;
  /** Left out by stacks of earlier code. */
  readonly api?: string;
  readonly environments: readonly string[];
  /** Where its workers keep artifacts: a folder, absolute, or a place in an object store. */
  readonly artifacts: string;
}

/** Folder of an embedded stack's state: `.shelfcast` in the project folder. */
export interface StateDirectory {
  readonly path: string;
  /** Where artifacts are: what `SHELFCAST_ARTIFACTS` names, else a folder in this one. */
  readonly artifacts: string;
  readonly database: string;
  readonly temporal: string;
  /** The bundle of a build of the workflows. */
  workflows(buildId: string): string;
  log(name: string): string;
  readStack(): StackRecord | undefined;
  writeStack(record: StackRecord): void;
  removeStack(): void;
}

/** Opens a state folder, and makes it where there is none. */
export function openStateDirectory(path: string): StateDirectory {
  const stackFile = join(path, 'stack.json');
  mkdirSync(join(path, 'logs'), { recursive: true });
  // The folder holds data and logs that belong to nobody's repository.
  const ignoreFile = join(path, '.gitignore');
  if (!existsSync(ignoreFile)) writeFileSync(ignoreFile, '*\n');
  return {
    path,
    artifacts: process.env['SHELFCAST_ARTIFACTS'] ?? join(path, 'artifacts'),
    database: databaseIn(path),
    temporal: join(path, 'temporal.db'),
    workflows: (buildId) => join(path, 'workflows', `${buildId}.js`),
    log: (name) => join(path, 'logs', `${name}.log`),
    readStack: () => readStack(path),
    writeStack: (record) => {
      writeFileSync(`${stackFile}.tmp`, JSON.stringify(record, undefined, 2));
      renameSync(`${stackFile}.tmp`, stackFile);
    },
    removeStack: () => rmSync(stackFile, { force: true }),
  };
}

/** Where the embedded database of a state folder is. */
export function databaseIn(path: string): string {
  return join(path, 'registry');
}

/** What the stack of a state folder left there; `undefined` where none runs. Makes no folder. */
export function readStack(path: string): StackRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(path, 'stack.json'), 'utf8')) as StackRecord;
  } catch {
    return undefined;
  }
}

/** Milliseconds the processes of a stack that was killed have to notice it and end on their own. */
const graceMs = 15_000;

/**
 * Makes sure that nobody else works on the folder: refuses where a stack runs, and waits for the processes of one that
 * was killed, which end on their own; those that don't are killed.
 */
export async function claimStateDirectory(directory: StateDirectory): Promise<void> {
  const left = directory.readStack();
  if (!left) return;
  if (left.owner.id !== process.pid && isAlive(left.owner)) {
    throw new StackRunningError(directory.path, left);
  }
  const survivors = (): readonly ProcessRecord[] => left.processes.filter(isAlive);
  const deadline = Date.now() + graceMs;
  while (survivors().length > 0 && Date.now() < deadline) await sleep(100);
  for (const { id } of survivors()) process.kill(id, 'SIGKILL');
  directory.removeStack();
}
