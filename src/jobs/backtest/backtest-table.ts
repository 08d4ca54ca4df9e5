import { forecasters } from '../../contracts/backtest.ts';
import type { Segment } from '../../contracts/segment.ts';
import type { EnsembleRows } from '../../forecasting/index.ts';
import type { Columns } from '../../ports/table-engine.ts';

interface SegmentRows {
  readonly segment: Segment;
  readonly rows: EnsembleRows;
  /** 1 where the row is in the figures over all segments. */
  readonly counts: ArrayLike<number>;
}

const texts = ['store', 'item', 'cutoff', 'week'] as const;
const numbers = ['step', 'actual', ...forecasters, 'mean', 'p10', 'p50', 'p90'] as const;

/**
 * The backtest rows of segments as one table: a row per series, cutoff and step, units throughout, NaN where there is none. Then whether
 * the row counts in the figures over all segments, and what else is known of it.
 */
export function backtestTable(segments: readonly SegmentRows[]): Columns {
  const ofSegment = (part: keyof Segment) =>
    segments.flatMap(({ segment, rows }) => new Array<string>(rows.actual.length).fill(segment[part]));
  const numbersOf = (name: (typeof numbers)[number]) =>
    segments.flatMap(({ rows }) => Array.from(rows[name] ?? new Float64Array(rows.actual.length).fill(Number.NaN)));
  return {
    region: ofSegment('region'),
    format: ofSegment('format'),
    velocity: ofSegment('velocity'),
    ...Object.fromEntries(texts.map((name) => [name, segments.flatMap(({ rows }) => rows[name])])),
    ...Object.fromEntries(numbers.map((name) => [name, Float64Array.from(numbersOf(name))])),
    counts: Float64Array.from(segments.flatMap(({ counts }) => Array.from(counts))),
    ...factsOf(segments),
  };
}

/** Facts that any segment knows; texts where one is a text. */
function factsOf(segments: readonly SegmentRows[]): Columns {
  const names = new Set(segments.flatMap(({ rows }) => Object.keys(rows.facts ?? {})));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = segments.flatMap(({ rows: { actual, facts = {} } }) =>
        Array.from({ length: actual.length }, (_, row) => facts[name]?.[row] ?? Number.NaN),
      );
      const texts = values.some((value) => typeof value === 'string');
      const text = (value: number | string) => (Number.isNaN(value) ? '' : String(value));
      return [name, texts ? values.map(text) : Float64Array.from(values, Number)];
    }),
  );
}
