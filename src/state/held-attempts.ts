import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive, recordOf, type ProcessRecord } from './process-identity.ts';

/** An attempt of an activity that a worker has taken on. */
export interface HeldAttempt {
  /** Address of the server it came from. */
  readonly server: string;
  readonly namespace: string;
  /** What the server knows the attempt by, in base 64; a later attempt of the same activity has another one. */
  readonly token: string;
}

/** An attempt that was lost with its worker. */
export interface LostAttempt extends HeldAttempt {
  readonly worker: ProcessRecord;
  /** Takes it off the list. */
  forget(): void;
}

/** When the work is done its answer is on its way to the server; a worker that dies then leaves the attempt to be found. */
const answersTakeMs = 1000;

/**
 * The attempts that workers of this machine have taken on and not ended: a folder for each worker's process, a file for each attempt.
 * A worker that is killed leaves its own behind, so that the next one can give them back at once, where the server would wait for
 * their heartbeats.
 *
 * Machines and containers may share the folder: a process is judged only where its id means the same.
 */
export class HeldAttempts {
  readonly #machine: string;
  readonly #own: string | undefined;
  #isMade = false;
  #taken = 0;

  /** @param folder where they are kept; made with the first attempt */
  constructor(folder: string) {
    this.#machine = join(folder, hostname() + machineId() + processNamespace());
    const { id, identity } = recordOf(process.pid);
    // What cannot be distinguished from a later process with its id is not noted: it would seem dead.
    this.#own = identity === undefined ? undefined : join(this.#machine, `${id}.${encodeURIComponent(identity)}`);
  }

  /** Notes an attempt; what is returned takes it off the list, once its answer has had the time to arrive. */
  hold(attempt: HeldAttempt): () => void {
    const own = this.#own;
    if (own === undefined) return () => undefined;
    const file = join(own, `${(this.#taken += 1)}.json`);
    try {
      if (!this.#isMade) mkdirSync(own, { recursive: true });
      this.#isMade = true;
      writeFileSync(file, JSON.stringify(attempt));
    } catch {
      // On a full disk the attempt runs without a note; if its worker is killed, the server waits for its heartbeats.
      return () => undefined;
    }
    return () => {
      setTimeout(() => remove(file), answersTakeMs).unref();
    };
  }

  /** The attempts of those workers of this machine that have died. */
  lost(): readonly LostAttempt[] {
    return namesIn(this.#machine).flatMap((name) => {
      const worker = processOf(name);
      const folder = join(this.#machine, name);
      if (isAlive(worker)) return [];
      const left = namesIn(folder).flatMap((file) => lostIn(join(folder, file), worker));
      if (left.length === 0) removeEmpty(folder);
      return left;
    });
  }
}

/** Tells machines with the same name apart that share the folder; the same after the machine starts again. */
function machineId(): string {
  try {
    return `.${readFileSync('/etc/machine-id', 'utf8').trim().slice(0, 12)}`;
  } catch {
    return '';
  }
}

/** Ids of processes mean something within a container; where there are none, everywhere on the machine. */
function processNamespace(): string {
  try {
    return `.${readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')}`;
  } catch {
    return '';
  }
}

function processOf(name: string): ProcessRecord {
  const [id, identity = ''] = name.split(/\.(.*)/s);
  return { id: Number(id), identity: decodeURIComponent(identity) };
}

function lostIn(file: string, worker: ProcessRecord): readonly LostAttempt[] {
  const forget = (): void => remove(file);
  try {
    return [{ ...(JSON.parse(readFileSync(file, 'utf8')) as HeldAttempt), worker, forget }];
  } catch {
    // Its worker was killed while it wrote this.
    forget();
    return [];
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A note that stays is of an attempt that the server does not know any more.
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another worker has removed it.
  }
}
