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

/**
 * The project's own spelling of a region or format. Names of the project are in lower case with dashes; files may have capitals, and
 * blanks or underscores for the dashes: `US Midwest` is `us-midwest`. `undefined` where the project has no such name.
 */
export function nameInProject(value: unknown, known: readonly string[]): string | undefined {
  const text = String(value);
  if (known.includes(text)) return text;
  const spelled = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  return known.includes(spelled) ? spelled : undefined;
}

/** The fault of a region or format that the project doesn't have. */
export function unknownName(
  column: 'region' | 'format',
  value: unknown,
  known: readonly string[],
): RowFault | undefined {
  if (nameInProject(value, known) !== undefined) return undefined;
  const detail = `"${String(value)}", known are ${known.join(', ')}`;
  return { column, reason: `unknown-${column}`, detail };
}
