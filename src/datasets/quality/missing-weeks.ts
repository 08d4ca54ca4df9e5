import type { ZeroWeeks } from '../../contracts/dataset.ts';
import type { MissingWeek } from '../../contracts/project.ts';

/** Zeros there have to be before anything is said. */
const fewestExpected = 20;
/** Share of the expected zeros up to which they seem to be left out, and from which they seem to be written. */
const leftOut = 0.05;
const written = 0.5;

/**
 * What `missingWeek` gets wrong, in words; `undefined` where there is no sign against it. A feed without zeros whose slow items
 * have to have some leaves out weeks without sales; one that writes them means something else by a week without a row.
 */
export function missingWeekFault(
  { weeks, missing, zeros, expected }: ZeroWeeks,
  taken: MissingWeek,
): string | undefined {
  if (expected < fewestExpected) return undefined;
  const facts = `${missing} of ${weeks} weeks between a series' first and last row have no row, and ${zeros} rows have 0 units`;
  if (taken === 'missing' && zeros <= leftOut * expected && missing >= written * expected) {
    return (
      `${facts}, where at least ${Math.round(expected)} are to be expected: weeks without sales seem to be left out of the files, ` +
      `and are treated as unknown; if so, set missingWeek: 'zero' for the source`
    );
  }
  if (taken === 'zero' && zeros >= written * expected && missing > 0) {
    return (
      `${facts}: the files have rows for weeks without sales, and weeks without a row are treated as such weeks too; ` +
      `if they are unknown, set missingWeek: 'missing' for the source`
    );
  }
  return undefined;
}
