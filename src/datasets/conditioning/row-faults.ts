import type { QuarantineReason } from '../../contracts/dataset.ts';
import { epochDay } from '../../contracts/week.ts';

/** What is wrong with a row. */
export interface RowFault {
  readonly column: string | undefined;
  readonly reason: QuarantineReason;
  readonly detail: string;
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDate(text: string): boolean {
  try {
    epochDay(text);
    return true;
  } catch {
    return false;
  }
}

/** The fault of a region or format that the project doesn't have. */
export function unknownName(
  column: 'region' | 'format',
  value: unknown,
  known: readonly string[],
): RowFault | undefined {
  if (known.includes(String(value))) return undefined;
  const detail = `"${String(value)}", known are ${known.join(', ')}`;
  return { column, reason: `unknown-${column}`, detail };
}
