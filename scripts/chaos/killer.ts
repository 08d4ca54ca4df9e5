import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessRecord } from '../../src/state/process-identity.ts';
import type { RandomStream } from '../../src/forecasting/random.ts';
import type { JobLog, RunningJob } from './job-log.ts';
import { findStackProcess, type StackProcessKind } from './stack-processes.ts';

export interface Kill {
  readonly kind: StackProcessKind | 'training' | 'other-job';
  /** Milliseconds until what was hit continued; left out where it had just ended. */
  recoveryMs?: number;
}

export interface KillerOptions {
  readonly random: RandomStream;
  readonly jobs: JobLog;
  /** Kinds of processes that are left alone. */
  readonly spared: ReadonlySet<StackProcessKind>;
  /** Kills in all. */
  readonly wanted: number;
  /** Resolves once the server, or the registry, answers again. */
  readonly answers: (kind: StackProcessKind) => Promise<void>;
  /** Since when what was killed at a moment and works again at another could have worked; both in milliseconds since 1970. */
  readonly couldRecoverFrom: (killedAt: number, recoveredAt: number) => number;
  readonly onKill: (kill: Kill) => void;
}

/** How often each is drawn, relative to the others. A lost training worker costs the progress of every job it ran, so it is drawn less. */
const weights: Readonly<Record<StackProcessKind | 'job', number>> = {
  job: 10,
  'training-worker': 1.5,
  'orchestration-worker': 2,
  'temporal-server': 2,
  'temporal-keeper': 0.5,
  registry: 1.5,
};
const pauseMs = { shortest: 500, longest: 3500 };
const lookEveryMs = 200;

/** Kills processes of the stack with SIGKILL, drawn by a seeded generator, one after the other. */
export class Killer {
  readonly #options: KillerOptions;
  readonly kills: Kill[] = [];
  readonly #recoveries: Promise<void>[] = [];
  /** Processes of the stack that are not back yet; a second blow to them would hit nothing that works. */
  readonly #away = new Set<StackProcessKind>();

  constructor(options: KillerOptions) {
    this.#options = options;
  }

  /**
   * Kills until there have been enough kills, or the round has ended; resolves once everything hit continues, or has ended with
   * the round.
   */
  async run(upTo: number, round: AbortSignal): Promise<void> {
    const { random, wanted } = this.#options;
    while (this.kills.length < Math.min(upTo, wanted)) {
      const pause = pauseMs.shortest + random() * (pauseMs.longest - pauseMs.shortest);
      await sleep(pause, undefined, { signal: round }).catch(() => undefined);
      if (round.aborted) break;
      this.#killOne(round);
    }
    await Promise.all(this.#recoveries);
  }

  #killOne(round: AbortSignal): void {
    const { random, jobs, answers } = this.#options;
    const running = jobs.running();
    const kind = this.#mustHitTraining() ? 'training' : this.#draw();
    if (kind === 'job' || kind === 'training' || (kind === 'training-worker' && running.length === 0)) {
      const victims = kind === 'training' ? running.filter(isTraining) : running;
      const victim = victims[Math.floor(random() * victims.length)];
      if (victim && kill(victim.process)) {
        this.#note({ kind: isTraining(victim) ? 'training' : 'other-job' }, (at) => this.#wentOn([victim], at, round));
      }
      return;
    }
    const victim = findStackProcess(kind);
    // The server outlives its keeper until the stack ends it, and answers for that long.
    const gone = kind === 'temporal-keeper' ? findStackProcess('temporal-server') : victim;
    if (!victim || !kill(victim)) return;
    const replaced = ended(gone);
    this.#away.add(kind);
    this.#note({ kind }, (at) =>
      // Its jobs end with it; it is back when each of them continues in another process.
      kind === 'training-worker'
        ? this.#wentOn(running, at, round)
        : replaced.then(() => answers(kind)).then(() => this.#took(at, Date.now())),
    );
  }

  /** Of few kills, all may come before the first training: the last one waits for one then. */
  #mustHitTraining(): boolean {
    return this.kills.length === this.#options.wanted - 1 && !this.kills.some(({ kind }) => kind === 'training');
  }

  #draw(): StackProcessKind | 'job' {
    const { random, spared } = this.#options;
    const kinds = (Object.keys(weights) as (StackProcessKind | 'job')[]).filter(
      (kind) => kind === 'job' || !(spared.has(kind) || this.#away.has(kind)),
    );
    let left = random() * kinds.reduce((sum, kind) => sum + weights[kind], 0);
    return kinds.find((kind) => (left -= weights[kind]) < 0) ?? 'job';
  }

  #note(kill: Kill, recovery: (at: number) => Promise<number | undefined>): void {
    this.kills.push(kill);
    this.#options.onKill(kill);
    const at = Date.now();
    this.#recoveries.push(
      recovery(at).then((ms) => {
        if (kill.kind !== 'training' && kill.kind !== 'other-job') this.#away.delete(kill.kind);
        if (ms !== undefined) kill.recoveryMs = ms;
      }),
    );
  }

  #took(at: number, until: number): number {
    return until - this.#options.couldRecoverFrom(at, until);
  }

  /** Milliseconds until every one of these jobs has spoken from another process; `undefined` where the round ended before. */
  async #wentOn(hit: readonly RunningJob[], at: number, round: AbortSignal): Promise<number | undefined> {
    for (;;) {
      const moments = hit.map((job) => this.#options.jobs.wentOnAt(job));
      const known = moments.filter((moment) => moment !== undefined);
      if (known.length === hit.length) return this.#took(at, Math.max(...known));
      if (round.aborted) return undefined;
      await sleep(lookEveryMs);
    }
  }
}

async function ended(one: ProcessRecord | undefined): Promise<void> {
  while (one && isAlive(one)) await sleep(lookEveryMs / 4);
}

function isTraining({ job }: RunningJob): boolean {
  return job === 'train-member';
}

/** Whether the process lived and was killed. */
function kill(victim: ProcessRecord): boolean {
  if (!isAlive(victim)) return false;
  try {
    return process.kill(victim.id, 'SIGKILL');
  } catch {
    return false;
  }
}
