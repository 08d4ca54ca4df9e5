import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomStream } from '../../src/forecasting/random.ts';
import { cacheDirectory } from './environment.ts';

/** Sizes of the synthetic rows, for both sides. */
export const sizes = {
  weeks: 100,
  rowsPerWeek: 2000,
  columns: 100,
  /** The network reads this many, from the first. */
  numericColumns: 64,
  /** Values per category, the unknown one included. */
  categories: [81, 12, 7, 5],
} as const;

const factors = 5;

/**
 * Rows in the order of their weeks, the same for the same sizes: columns that share five factors, a target that follows thirty of
 * them, with a shock a week and noise. Raw little-endian arrays: `x.f64`, `y.f64`, and for the network `numeric.f32`,
 * `categories.i32` (row-major) and `target.f32`, log units.
 *
 * @returns the folder they are in
 */
export async function prepareData(): Promise<string> {
  const directory = join(cacheDirectory, `data-1-${Object.values(sizes).flat().join('-')}`);
  if (existsSync(directory)) return directory;
  const { weeks, rowsPerWeek, columns, numericColumns, categories } = sizes;
  const rows = weeks * rowsPerWeek;
  const random = randomStream(1, 'peers');
  const normal = () => 2 * (random() + random() + random() - 1.5);
  const slopes = Float64Array.from({ length: columns }, (_, j) => (j % 3 === 0 && j < 90 ? normal() / 4 : 0));
  const x = new Float64Array(rows * columns);
  const y = new Float64Array(rows);
  const numeric = new Float32Array(rows * numericColumns);
  const category = new Int32Array(rows * categories.length);
  const target = new Float32Array(rows);
  let shock = 0;
  for (let r = 0; r < rows; r++) {
    if (r % rowsPerWeek === 0) shock = normal() / 2;
    const shared = Array.from({ length: factors }, normal);
    y[r] = shock + normal();
    for (let j = 0; j < columns; j++) {
      const value = Math.SQRT1_2 * (shared[j % factors]! + normal());
      x[r * columns + j] = value;
      y[r]! += slopes[j]! * value;
      if (j < numericColumns) numeric[r * numericColumns + j] = value;
    }
    let level = 3;
    categories.forEach((size, c) => {
      const index = 1 + Math.floor(random() * (size - 1));
      category[r * categories.length + c] = index;
      level += (index % 5) / 10;
    });
    target[r] = Math.max(0, level + y[r]! / 2);
  }
  const partial = `${directory}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const files = { 'x.f64': x, 'y.f64': y, 'numeric.f32': numeric, 'categories.i32': category, 'target.f32': target };
  for (const [name, array] of Object.entries(files)) await writeFile(join(partial, name), array);
  await rename(partial, directory);
  return directory;
}
