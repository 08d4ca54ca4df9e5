import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { RandomStream } from '../../src/forecasting/random.ts';
import { persist } from './persist.ts';

/** Workflows that are stopped, by the type Temporal has them under. */
const stoppedTypes = ['segmentTraining', 'regionCycle', 'regionController'] as const;
export type StoppedType = (typeof stoppedTypes)[number];

/** A workflow that somebody cancelled or terminated. */
export interface Stop {
  readonly type: StoppedType;
  readonly manner: 'cancelled' | 'terminated';
  readonly workflowId: string;
  /** The cycle that loses a segment by it, or its end: its own id, or that of what started it. */
  readonly cycleId?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface StopOptions {
  readonly random: RandomStream;
  readonly client: Client;
  /** Stops in all. */
  readonly wanted: number;
  readonly onStop: (stop: Stop) => void;
}

const pauseMs = { shortest: 2000, longest: 10_000 };
const lookEveryMs = 100;
/** After so long without a workflow of a type, another type is stopped instead. */
const patienceMs = 20_000;

/** Cancels and terminates workflows, each type in turn, drawn by a seeded generator. */
export class Stops {
  readonly #options: StopOptions;
  readonly stops: Stop[] = [];
  #deck: StoppedType[] = [];

  constructor(options: StopOptions) {
    this.#options = options;
  }

  /** Stops workflows until there have been enough stops, or the round has ended. */
  async run(upTo: number, round: AbortSignal): Promise<void> {
    const { random, wanted } = this.#options;
    while (this.stops.length < Math.min(upTo, wanted)) {
      const pause = pauseMs.shortest + random() * (pauseMs.longest - pauseMs.shortest);
      await sleep(pause, undefined, { signal: round }).catch(() => undefined);
      if (round.aborted) return;
      const manner = random() < 0.5 ? 'cancelled' : 'terminated';
      await this.#stopOne(this.#draw(), manner, round);
    }
  }

  #draw(): StoppedType {
    if (this.#deck.length === 0) this.#deck = [...stoppedTypes];
    const [type = 'segmentTraining'] = this.#deck.splice(Math.floor(this.#options.random() * this.#deck.length), 1);
    return type;
  }

  async #stopOne(type: StoppedType, manner: Stop['manner'], round: AbortSignal): Promise<void> {
    const { client, onStop } = this.#options;
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline && !round.aborted) {
      const workflowId = await this.#find(type);
      if (workflowId !== undefined) {
        const handle = client.workflow.getHandle(workflowId);
        try {
          const cycleId = await this.#cycleOf(type, workflowId);
          if (manner === 'cancelled') await handle.cancel();
          else await handle.terminate('chaos');
          const stop = { type, manner, workflowId, at: Date.now(), ...(cycleId === undefined ? {} : { cycleId }) };
          this.stops.push(stop);
          onStop(stop);
          return;
        } catch {
          // It has ended meanwhile, or the server was killed: another one is looked for.
        }
      }
      await sleep(lookEveryMs);
    }
  }

  /** The cycle that a workflow is a part of; of a controller, which asks its cycle to end when it is cancelled, the one that runs. */
  async #cycleOf(type: StoppedType, workflowId: string): Promise<string | undefined> {
    if (type === 'regionCycle') return workflowId;
    if (type === 'regionController') {
      const cycles = await this.#running('regionCycle');
      return cycles.find((id) => id.startsWith(`${workflowId.replace(/^region/, 'cycle')}/`));
    }
    const { raw } = await this.#options.client.workflow.getHandle(workflowId).describe();
    return raw.workflowExecutionInfo?.parentExecution?.workflowId ?? undefined;
  }

  async #find(type: StoppedType): Promise<string | undefined> {
    const ids = await persist(() => this.#running(type));
    return ids[Math.floor(this.#options.random() * ids.length)];
  }

  async #running(type: StoppedType): Promise<readonly string[]> {
    const found: string[] = [];
    const query = `ExecutionStatus = 'Running' AND WorkflowType = '${type}'`;
    for await (const { workflowId } of this.#options.client.workflow.list({ query })) found.push(workflowId);
    return found.sort();
  }
}
