import { poolRows, type EnsembleRows } from './backtest-ensemble.ts';
import { decidingRowsOf } from './deciding-rows.ts';

/**
 * Rows of windows that are not odd and have earlier ones. A window without has default weights, which no model that is to serve will
 * have: it teaches the others, and is judged only where it is the only one.
 */
export function judgedRowsOf(rows: EnsembleRows): readonly number[] {
  const deciding = decidingRowsOf(rows);
  const taught = deciding.filter((row) => !Number.isNaN(rows.p50[row]!));
  return taught.length > 0 ? taught : deciding;
}

/** Per segment and row 1 where the row is in the figures over all segments, 0 where it is in none of them. */
export function countedRows(parts: readonly EnsembleRows[]): readonly Float64Array[] {
  const counted = parts.map(({ actual }) => new Float64Array(actual.length));
  const pooled = poolRows(
    parts.map((part, index) => {
      const places = Float64Array.from({ length: part.actual.length }, (_, row) => row);
      return { ...part, facts: { part: places.map(() => index), row: places } };
    }),
  );
  for (const row of judgedRowsOf(pooled)) {
    counted[Number(pooled.facts?.['part']?.[row])]![Number(pooled.facts?.['row']?.[row])] = 1;
  }
  return counted;
}
