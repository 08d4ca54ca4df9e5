/**
 * Orders files so that later ones correct earlier ones: by path without its endings, so that `week-40-corrected.csv`
 * comes after `week-40.csv.gz`; by the whole path where that is equal.
 */
export function correctionOrder(a: string, b: string): number {
  return compare(stem(a), stem(b)) || compare(a, b);
}

/** A path without the endings that say how a file is written: `week-40.corrected.csv.gz` is `week-40.corrected`. */
export function stem(path: string): string {
  return path.replace(/(\.(csv|tsv|jsonl|ndjson|parquet))?(\.gz)?$/i, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
