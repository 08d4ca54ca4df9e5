import { setTimeout as sleep } from 'node:timers/promises';
import type { RandomStream } from '../../src/forecasting/random.ts';
import { manners, type Manner, type Way } from './way.ts';
import type { Reached } from './ways.ts';

export interface Outage {
  readonly kind: Reached;
  readonly manner: Manner;
  readonly seconds: number;
  /** Milliseconds from the outage's end until what it had held up continued. */
  recoveryMs?: number;
}

export interface OutageOptions {
  readonly random: RandomStream;
  readonly ways: ReadonlyMap<Reached, Way>;
  /** Outages in all. */
  readonly wanted: number;
  /** How long one lasts, in seconds. */
  readonly seconds: { readonly shortest: number; readonly longest: number };
  /** Resolves once what an outage has held up continues. */
  readonly continues: () => Promise<void>;
  readonly onOutage: (outage: Outage) => void;
}

/** A moment between an outage's end and the next one's begin, so that its recovery is its own. */
const pauseMs = { shortest: 2000, longest: 8000 };

/** Cuts the ways to registry, store and server, one after the other, drawn by a seeded generator. */
export class Outages {
  readonly #options: OutageOptions;
  readonly outages: Outage[] = [];
  /** Begin and end of each outage, in milliseconds since 1970; the end is `Infinity` while it lasts. */
  readonly #spans: { readonly from: number; to: number }[] = [];
  /** Kinds still to be drawn before one comes again. */
  #deck: Reached[] = [];

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  /** Makes outages until there have been enough, or the round has ended; one that has begun lasts its time. */
  async run(upTo: number, round: AbortSignal): Promise<void> {
    const { random, wanted } = this.#options;
    while (this.outages.length < Math.min(upTo, wanted)) {
      const pause = pauseMs.shortest + random() * (pauseMs.longest - pauseMs.shortest);
      await sleep(pause, undefined, { signal: round }).catch(() => undefined);
      if (round.aborted) return;
      await this.#makeOne();
    }
  }

  /** Since when a process that was killed at a moment and works again at another could have worked: it cannot in an outage. */
  couldRecoverFrom(killedAt: number, recoveredAt: number): number {
    const during = this.#spans.findLast(({ from, to }) => from < recoveredAt && killedAt < to && to <= recoveredAt);
    return during ? Math.max(killedAt, during.to) : killedAt;
  }

  async #makeOne(): Promise<void> {
    const { random, seconds, continues, onOutage } = this.#options;
    const kind = this.#draw();
    const way = this.#options.ways.get(kind);
    if (!way) return;
    const manner = manners[Math.floor(random() * manners.length)] ?? 'refuses';
    const lasts = seconds.shortest + random() * (seconds.longest - seconds.shortest);
    const outage: Outage = { kind, manner, seconds: Math.round(lasts) };
    const span = { from: Date.now(), to: Infinity };
    this.outages.push(outage);
    this.#spans.push(span);
    onOutage(outage);
    await way.cut(manner);
    await sleep(1000 * lasts);
    await way.mend();
    span.to = Date.now();
    await continues();
    outage.recoveryMs = Date.now() - span.to;
  }

  #draw(): Reached {
    if (this.#deck.length === 0) this.#deck = [...this.#options.ways.keys()];
    const [kind = 'server'] = this.#deck.splice(Math.floor(this.#options.random() * this.#deck.length), 1);
    return kind;
  }
}
