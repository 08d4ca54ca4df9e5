/** @typedef {import('./doctor.mjs').DoctorRow} DoctorRow */

const RED = 31;
const GREEN = 32;
const YELLOW = 33;

/**
 * One aligned line per row, its advice indented below it.
 * @param {readonly DoctorRow[]} rows
 * @param {boolean} coloured
 */
export function doctorReport(rows, coloured) {
  const titleWidth = Math.max(...rows.map(({ title }) => title.length));
  const versionWidth = Math.max(...rows.map(({ version }) => version.length));
  const lines = rows.flatMap((row) => {
    const status = paint(row.status.padEnd('missing'.length), colourOf(row), coloured);
    const line =
      `${row.title.padEnd(titleWidth)}  ${status}  ${row.version.padEnd(versionWidth)}  ${row.where}`.trimEnd();
    const advice =
      row.advice === '' ? [] : row.advice.split('\n').map((text) => `${' '.repeat(titleWidth + 2)}${text.trim()}`);
    return [line, ...advice];
  });
  const faults = rows.filter(({ needed, status }) => needed && status !== 'found');
  const verdict =
    faults.length === 0
      ? 'Everything that is needed is there.'
      : `To fix: ${faults.map(({ title }) => title).join(', ')}.`;
  return `${[...lines, '', paint(verdict, faults.length === 0 ? GREEN : RED, coloured)].join('\n')}\n`;
}

/** @param {DoctorRow} row */
function colourOf({ status, needed }) {
  if (status === 'found') return GREEN;
  return needed ? RED : YELLOW;
}

/**
 * @param {string} text
 * @param {number} colour
 * @param {boolean} coloured
 */
function paint(text, colour, coloured) {
  return coloured ? `\u001b[${colour}m${text}\u001b[0m` : text;
}
