import { expect, test } from 'vitest';
import { ShipmentDigest } from '../../../bench/support/reference-region.ts';
import type { FilePiece } from '../../../src/ports/file-pieces.ts';

function digestOf(...pieces: readonly FilePiece[]): { readonly hex: string; readonly passed: number } {
  const digest = new ShipmentDigest();
  function* written(): Generator<FilePiece, string> {
    yield* pieces;
    return 'done';
  }
  const passed = [...digest.through(written())].length;
  return { hex: digest.hex(), passed };
}

const text = (path: string, part: string): FilePiece => ({ kind: 'text', path, text: part });

test('the digest is of what files hold, not of how it came', () => {
  const one = digestOf(text('landing/shipments/a.csv', 'x\n'), text('landing/shipments/b.csv', 'y\nz\n'));
  const other = digestOf(
    text('landing/shipments/b.csv', 'y\n'),
    text('landing/shipments/a.csv', 'x\n'),
    text('landing/shipments/b.csv', 'z\n'),
    { kind: 'end', path: 'landing/shipments/b.csv' },
  );
  expect(other).toEqual({ hex: one.hex, passed: 4 });
});

test('other sources and later arrivals play no part, units and paths do', () => {
  const { hex } = digestOf(text('landing/shipments/a.csv', 'x\n'));
  const others = [text('landing/prices/a.csv', 'p\n'), text('arrivals/2020-01-06/shipments/a.csv', 'q\n')];
  expect(digestOf(text('landing/shipments/a.csv', 'x\n'), ...others).hex).toBe(hex);
  expect(digestOf(text('landing/shipments/a.csv', 'y\n')).hex).not.toBe(hex);
  expect(digestOf(text('landing/shipments/b.csv', 'x\n')).hex).not.toBe(hex);
});

test('tables count by their columns', () => {
  const table = (units: readonly number[]): FilePiece => ({
    kind: 'table',
    path: 'landing/shipments/a.parquet',
    columns: { store: ['s1', null], units: Float64Array.from(units) },
  });
  expect(digestOf(table([1, 2])).hex).toBe(digestOf(table([1, 2])).hex);
  expect(digestOf(table([1, 2])).hex).not.toBe(digestOf(table([1, 3])).hex);
});
