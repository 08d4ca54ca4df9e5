/** What the rows of a backtest can be grouped by in addition to their own columns, and the column that each is read from. */
export const sliceColumns = {
  promotion: 'promoted',
  volume: 'volumeDecile',
  history: 'historyWeeks',
  holiday: 'holiday',
} as const;
export type SliceName = keyof typeof sliceColumns;
export const sliceNames = Object.keys(sliceColumns) as readonly SliceName[];

/** What the errors of a backtest can be grouped by; with a report that has measured it, also the name of a store attribute. */
export const backtestGroupings = ['step', 'item', 'cutoff', ...sliceNames] as const;

/** The column of an attribute of stores, such as `store.income`. */
export function attributeColumn(name: string): string {
  return `store.${name}`;
}

/** Rows that belong together. */
export interface Slice {
  readonly group: string;
  readonly rows: readonly number[];
}

/** Weeks of history at which a group begins: a quarter, half a year, a year, two years. */
const historyEdges = [13, 26, 52, 104];
/** An attribute with more different values is cut into quarters of the rows. */
const mostValues = 10;

/**
 * Rows by a slice or, with `values`, by the values of any other column: numbers with many values in quarters, all others as they are.
 * Groups come in the order in which people read them; rows without a value come last.
 *
 * @param valueOf text of a row's cell; empty where there is none
 */
export function sliceRows(
  by: SliceName | 'values',
  valueOf: (row: number) => string,
  rows: readonly number[],
): readonly Slice[] {
  const known = rows.filter((row) => valueOf(row) !== '');
  const unknown = known.length === rows.length ? [] : rows.filter((row) => valueOf(row) === '');
  return [...groupsOf(by, valueOf, known), ...(unknown.length === 0 ? [] : [{ group: 'unknown', rows: unknown }])];
}

function groupsOf(by: SliceName | 'values', valueOf: (row: number) => string, rows: readonly number[]): Slice[] {
  const number = (row: number) => Number(valueOf(row));
  switch (by) {
    case 'promotion':
      return ordered(
        rows,
        (row) => (number(row) > 0 ? 0 : 1),
        (key) => ['promoted', 'not promoted'][key] ?? '',
      );
    case 'holiday':
      return ordered(
        rows,
        (row) => (number(row) > 0 ? 0 : 1),
        (key) => ['holiday week', 'other week'][key] ?? '',
      );
    case 'volume':
      return ordered(
        rows,
        number,
        (decile) => `${decile}${decile === 1 ? ' (smallest)' : decile === 10 ? ' (largest)' : ''}`,
      );
    case 'history':
      return ordered(rows, (row) => historyEdges.filter((edge) => number(row) >= edge).length, historyName);
    case 'values':
      return valueGroups(valueOf, rows);
  }
}

/** `under 13 weeks`, `13 to 25 weeks`, `104 weeks or more` */
function historyName(group: number): string {
  const [from, to] = [historyEdges[group - 1], historyEdges[group]];
  if (from === undefined) return `under ${to} weeks`;
  return to === undefined ? `${from} weeks or more` : `${from} to ${to - 1} weeks`;
}

function valueGroups(valueOf: (row: number) => string, rows: readonly number[]): Slice[] {
  const texts = new Set(rows.map(valueOf));
  const areNumbers = [...texts].every((text) => Number.isFinite(Number(text)));
  if (!areNumbers) {
    const names = [...texts].sort();
    return ordered(
      rows,
      (row) => names.indexOf(valueOf(row)),
      (key) => names[key] ?? '',
    );
  }
  const number = (row: number) => Number(valueOf(row));
  if (texts.size <= mostValues) return ordered(rows, number, String);
  const sorted = rows.map(number).sort((a, b) => a - b);
  const edges = [...new Set([0.25, 0.5, 0.75].map((share) => sorted[Math.ceil(share * sorted.length) - 1]!))];
  const short = (value: number | undefined) => String(Number(value?.toPrecision(4)));
  return ordered(
    rows,
    (row) => edges.filter((edge) => number(row) > edge).length,
    (key) => {
      if (key === 0) return `up to ${short(edges[0])}`;
      return key === edges.length ? `above ${short(edges.at(-1))}` : `${short(edges[key - 1])} to ${short(edges[key])}`;
    },
  );
}

/** Groups by a number, rising. */
function ordered(rows: readonly number[], keyOf: (row: number) => number, nameOf: (key: number) => string): Slice[] {
  return [...Map.groupBy(rows, keyOf)]
    .sort(([a], [b]) => a - b)
    .map(([key, some]) => ({ group: nameOf(key), rows: some }));
}
