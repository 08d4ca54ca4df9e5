import type { ResolvedProject } from '../contracts/project.ts';
import { epochDay, weekdayOf, type Week } from '../contracts/week.ts';
import { refusal } from './refusal.ts';

/** A cutoff asked for. Throws `Refusal` where it is no day, or none on which the project's weeks start. */
export function checkedWeek({ weekStartsOn }: Pick<ResolvedProject, 'weekStartsOn'>, cutoff: string): Week {
  try {
    epochDay(cutoff);
  } catch (cause) {
    throw refusal('no-week', { given: cutoff }, { cause });
  }
  const weekday = weekdayOf(cutoff);
  if (weekday !== weekStartsOn) throw refusal('other-weekday', { week: cutoff, weekday, weekStartsOn });
  return cutoff;
}
