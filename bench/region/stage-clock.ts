/** A line of the command's progress about a region: `0:12 midwest: training`. Those of segments have a path for a name. */
const regionLine = /^\d+:\d+(?::\d+)? [a-z0-9-]+: ([a-z-]+)/;

/** Times the stages of a cycle by the lines that say they begin. Times are in milliseconds. */
export class StageClock {
  readonly #started: number;
  readonly #stages: Record<string, number> = {};
  #stage = 'start';
  #since: number;

  constructor(now: number) {
    this.#started = now;
    this.#since = now;
  }

  see(line: string, now: number): void {
    const stage = regionLine.exec(line)?.[1];
    // The first line comes with the start, before the cutoff is known.
    if (stage === undefined || stage === 'waiting' || stage === this.#stage) return;
    this.#close(now);
    this.#stage = stage;
  }

  /** Seconds in all, and by stage in their order. */
  end(now: number): { readonly seconds: number; readonly stages: Readonly<Record<string, number>> } {
    this.#close(now);
    return { seconds: seconds(now - this.#started), stages: this.#stages };
  }

  #close(now: number): void {
    this.#stages[this.#stage] = seconds(1000 * (this.#stages[this.#stage] ?? 0) + now - this.#since);
    this.#since = now;
  }
}

/** To a tenth. */
function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
