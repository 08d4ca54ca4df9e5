/** Start of Dominick's week 1, a Thursday, in milliseconds. */
const firstWeekStart = Date.UTC(1989, 8, 14);
const millisecondsPerWeek = 7 * 86_400_000;

/**
 * The date on which Dominick's week `number` starts: week 1 on Thursday 1989-09-14, week 40 on 1990-06-14. A text that
 * is no week number is given back, so that its row is set aside under that value.
 */
export function startOfDominicksWeek(number: string): string {
  if (!/^\d{1,4}$/.test(number)) return number;
  return new Date(firstWeekStart + (Number(number) - 1) * millisecondsPerWeek).toISOString().slice(0, 10);
}
