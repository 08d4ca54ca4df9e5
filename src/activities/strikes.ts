import type { JobProgress } from '../ports/job-runner.ts';
import { retryOf } from './retry-of.ts';
import { placeOf } from './setbacks.ts';

/**
 * Failures that the attempts of a step caused on their own. Outages of a database, a store or a network and stopped workers are not
 * among them: those pass, and are retried for as long as the step may take.
 */
export interface Strikes {
  /** Deaths of the job's process at one place; one that hung and was ended is dead too. */
  readonly deaths: number;
  /** Where it died last: the step and the checkpoint it had reached. */
  readonly place?: string;
  /** When it first died there, milliseconds since 1970. */
  readonly since?: number;
  /** Errors that are known neither as permanent nor as an outage. */
  readonly unknown: number;
}

export const noStrikes: Strikes = { deaths: 0, unknown: 0 };

/**
 * Deaths at one place, over at least so long, after which the input is assumed to kill the process: out of memory, a crash in native code. A
 * machine that runs out of memory for a minute, or an outage that keeps a job from its next checkpoint, may see as many deaths in less time.
 */
const mostDeaths = 5;
export const usualDeathsOverMs = 2 * 60_000;
/** Attempts that an error nobody has classified gets: some four minutes with backoff. */
const mostUnknown = 10;

/**
 * The strikes after one more failed attempt. A process that got further than the one before has not died in vain.
 *
 * @param now milliseconds since 1970
 */
export function strikesAfter(before: Strikes, error: unknown, progress: JobProgress, now: number): Strikes {
  const retry = retryOf(error);
  if (retry === 'until-it-dies-again') {
    const place = placeOf(progress);
    const isSamePlace = before.place === place;
    const since = isSamePlace ? (before.since ?? now) : now;
    return { ...before, deaths: isSamePlace ? before.deaths + 1 : 1, place, since };
  }
  if (retry === 'ten-times') return { ...before, unknown: before.unknown + 1 };
  return before;
}

/**
 * Why no further attempt is worth it; undefined where one is.
 *
 * @param now milliseconds since 1970
 * @param deathsOverMs over how long a process has to have died at one place
 */
export function reasonToStop(
  { deaths, unknown, since }: Strikes,
  now: number,
  deathsOverMs = usualDeathsOverMs,
): string | undefined {
  if (deaths >= mostDeaths && now - (since ?? 0) >= deathsOverMs)
    return `the process died ${deaths} times at the same place`;
  if (unknown >= mostUnknown) return `it failed ${unknown} times`;
  return undefined;
}
