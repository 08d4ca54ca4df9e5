import type { ResolvedProject } from '../contracts/project.ts';
import { epochDay, weekdayOf, type Week } from '../contracts/week.ts';

/** The command line asks for something that does not exist. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A cutoff asked for. Throws `UsageError` where it is no day, or none on which the project's weeks start. */
export function checkedWeek({ weekStartsOn }: Pick<ResolvedProject, 'weekStartsOn'>, cutoff: string): Week {
  try {
    epochDay(cutoff);
  } catch {
    throw new UsageError(`"${cutoff}" is not a week; a cutoff is the day a week starts on, as YYYY-MM-DD`);
  }
  if (weekdayOf(cutoff) !== weekStartsOn) {
    throw new UsageError(`${cutoff} is a ${weekdayOf(cutoff)}; the project's weeks start on ${weekStartsOn}`);
  }
  return cutoff;
}
