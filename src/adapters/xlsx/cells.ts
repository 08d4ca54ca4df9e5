import { isoDateOfEpochDay } from '../../contracts/week.ts';

/** Most characters (UTF-16 units) of a cell: with more, spreadsheets call the file damaged. */
export const longestText = 32_767;

/** Styles of cells, as `workbook-parts` has them, in its order. */
export const styles = { plain: 0, heading: 1, text: 2, date: 3 } as const;

/** Day 0 of spreadsheets, counted from 1970-01-01. */
const dayZero = 25_569;
/** Spreadsheets have a 29 February 1900; days before the one after it have no number that all agree on. */
const firstCertainDay = 61;

/** Not allowed in XML 1.0, or changed by its readers: control characters, a carriage return, halves of surrogate pairs. */
const unfit =
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g;
const needsCare = /[&<>_]|[^\t\n\u0020-\ud7ff\ue000-\ufffd]/;

/**
 * A cell of text: never a formula, whatever it begins with. It is a string by its type, and its style keeps it one where somebody edits it.
 *
 * @param place `B7`
 */
export function textCell(place: string, text: string, style: number = styles.text): string {
  return `<c r="${place}"${restOfText(text, style)}`;
}

/** What follows the place of a cell of text: the same for every cell that has it. */
export function restOfText(text: string, style: number = styles.text): string {
  // Without it readers may drop spaces at the ends.
  const space = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : '';
  return ` s="${style}" t="inlineStr"><is><t${space}>${textOf(text)}</t></is></c>`;
}

/** A cell of a number; nothing for one that is not known. */
export function numberCell(place: string, value: number): string {
  return Number.isFinite(value) ? `<c r="${place}"><v>${value}</v></c>` : '';
}

/** What follows the place of a cell of an ISO date, as spreadsheets count days; of text where it is no date that they can count. */
export function restOfDate(text: string): string {
  const day = dayOf(text);
  return day === undefined ? restOfText(text) : ` s="${styles.date}"><v>${day}</v></c>`;
}

function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) return undefined;
  const since1970 = Math.round(milliseconds / 86_400_000);
  const day = since1970 + dayZero;
  return day >= firstCertainDay && isoDateOfEpochDay(since1970) === text ? day : undefined;
}

/** Text as XML has it; what XML cannot hold as `_x0001_`, which spreadsheets read back. */
function textOf(text: string): string {
  if (!needsCare.test(text)) return text;
  return text
    .replaceAll(looksEscaped, '_x005F_')
    .replaceAll(unfit, (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
