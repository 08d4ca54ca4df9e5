import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceKindFacts, sourceKinds } from '../../src/contracts/source-kinds.ts';
import { filledKinds } from '../../src/datasets/snapshot/fill-by-kind.ts';

const guide = await readFile(join(import.meta.dirname, '../../docs/data.md'), 'utf8');

test('docs/data.md has a row for each kind', () => {
  const [, table = ''] = guide.split('## Kinds of sources');
  const named = [...(table.split('\n\n')[2] ?? '').matchAll(/^\| `([a-z-]+)`/gm)].map(([, kind]) => kind);
  expect(named.toSorted()).toEqual(sourceKinds.toSorted());
});

test('a dataset version has its columns in this order: what is known ahead, then what is observed', () => {
  expect(filledKinds).toEqual(['known-ahead', 'weather', 'events', 'observed', 'returns']);
});

describe.each(sourceKinds.map((kind) => [kind, sourceKindFacts[kind]] as const))('%s', (kind, facts) => {
  const { required, jointly = {}, texts, key, namedKey = [], known, gives, unitsColumn } = facts;

  test('names its rows by columns that it may have', () => {
    const columns = Object.keys({ ...required, ...texts });
    expect([...key, ...namedKey].filter((column) => !columns.includes(column))).toEqual([]);
    expect(key.length).toBeGreaterThan(0);
  });

  test('has weeks, where values are known once a week is over', () => {
    if (known === 'afterwards') expect(required).toHaveProperty('week');
  });

  test('becomes a part of every dataset version', () => {
    const describes = gives === 'store-attributes' || gives === 'item-attributes';
    expect([kind === 'shipments', describes, filledKinds.includes(kind)].filter(Boolean)).toHaveLength(1);
    expect(unitsColumn !== undefined).toBe(gives === 'units');
  });

  test('has each column in one place', () => {
    const all = [...Object.keys(required), ...Object.keys(jointly), ...Object.keys(texts)];
    expect(new Set(all).size).toBe(all.length);
  });
});
