declare const knowledge: unique symbol;

/** Until when a value is known: up to the cutoff, or for the target week too. */
export type Knowledge = 'history' | 'known-ahead';

/**
 * Numbers per series (or store, or item) and week, `row * nWeeks + week`, that carry in their type what they were made of. Only
 * a `KnownAheadMatrix` can be read at a target week; what mixes the two is `WeekMatrix<'history' | 'known-ahead'>`, which
 * can't. The brand is there for the compiler alone: at run time these are plain arrays.
 */
export type WeekMatrix<K extends Knowledge = Knowledge> = Float64Array & { readonly [knowledge]: K };
export type HistoryMatrix = WeekMatrix<'history'>;
export type KnownAheadMatrix = WeekMatrix<'known-ahead'>;

/** Brands what is known up to the cutoff. Only for where values come in; what is made of them takes the brand along. */
export function asHistory(values: Float64Array): HistoryMatrix {
  return values as HistoryMatrix;
}

/** Brands what is known of the target week. Only for where values come in; what is made of them takes the brand along. */
export function asKnownAhead(values: Float64Array): KnownAheadMatrix {
  return values as KnownAheadMatrix;
}

/** Each value on its own. */
export function mapped<M extends Float64Array>(matrix: M, convert: (value: number, cell: number) => number): M {
  return matrix.map(convert) as M;
}

/** Two matrices of one shape, cell by cell. */
export function combined<K extends Knowledge>(
  a: WeekMatrix<K>,
  b: WeekMatrix<K>,
  operation: (a: number, b: number) => number,
): WeekMatrix<K> {
  const result = new Float64Array(a.length);
  for (let cell = 0; cell < a.length; cell++) result[cell] = operation(a[cell]!, b[cell]!);
  return result as WeekMatrix<K>;
}

/** `a − b`, cell by cell. Written out, as `product` is: of all that is done to whole matrices these are done most. */
export function difference<K extends Knowledge>(a: WeekMatrix<K>, b: WeekMatrix<K>): WeekMatrix<K> {
  const result = new Float64Array(a.length);
  for (let cell = 0; cell < a.length; cell++) result[cell] = a[cell]! - b[cell]!;
  return result as WeekMatrix<K>;
}

/** `a · b`, cell by cell. */
export function product<K extends Knowledge>(a: WeekMatrix<K>, b: WeekMatrix<K>): WeekMatrix<K> {
  const result = new Float64Array(a.length);
  for (let cell = 0; cell < a.length; cell++) result[cell] = a[cell]! * b[cell]!;
  return result as WeekMatrix<K>;
}

/** Numbers computed from `source` and from nothing that is known later, in whatever shape. */
export function derived<K extends Knowledge>(_source: WeekMatrix<K>, values: Float64Array): WeekMatrix<K> {
  return values as WeekMatrix<K>;
}

/** Rows of a matrix in another order, one per entry: series out of all series, or the store's row for every series. */
export function rowsOf<M extends Float64Array>(matrix: M, rows: Iterable<number>, nWeeks: number): M {
  const chosen = Array.from(rows);
  const result = new Float64Array(chosen.length * nWeeks);
  chosen.forEach((row, i) => result.set(matrix.subarray(row * nWeeks, (row + 1) * nWeeks), i * nWeeks));
  return result as unknown as M;
}
