import type { ResolvedProject } from '../contracts/project.ts';
import { epochDay, weekdayOf, type Week } from '../contracts/week.ts';

/** The command line asks for something that does not exist. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The regions asked for, or all. Throws `UsageError` on one the project lacks. */
export function selectRegions(known: readonly string[], asked: readonly string[] | undefined): readonly string[] {
  const unknown = asked?.find((region) => !known.includes(region));
  if (unknown !== undefined) throw new UsageError(`the project has no region "${unknown}"; it has ${known.join(', ')}`);
  return asked ?? known;
}

/** Throws `UsageError` where the project has no such environment. */
export function checkEnvironment(name: string, known: readonly string[]): void {
  if (!known.includes(name)) {
    throw new UsageError(`the project has no environment "${name}"; it has ${known.join(', ')}`);
  }
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
