import { epochDay, type Week } from '../../contracts/week.ts';

const millisecondsPerDay = 86_400_000;

/**
 * When the oldest champion becomes stale: the first instant of the day on which it is more than `staleAfterDays` old.
 *
 * A model trained on data that old already is checked again after another `staleAfterDays`, not at once: training it on the
 * same data would change nothing.
 *
 * @param trainingCutoff the oldest training cutoff among the region's champions
 * @param now milliseconds since 1970
 */
export function staleFrom(trainingCutoff: Week, staleAfterDays: number, now: number): Date {
  const due = (epochDay(trainingCutoff) + Math.floor(staleAfterDays) + 1) * millisecondsPerDay;
  return new Date(due > now ? due : now + staleAfterDays * millisecondsPerDay);
}
