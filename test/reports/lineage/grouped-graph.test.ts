import { expect, test } from 'vitest';
import { grouped } from '../../../src/reports/lineage/grouped-graph.ts';
import type { LineageGraph, LineageNode } from '../../../src/reports/lineage/lineage-graph.ts';
import { lineageSvg } from '../../../src/reports/lineage/lineage-svg.ts';

const node = (id: string, kind: string, facts: LineageNode['facts']): LineageNode => ({ id, kind, title: id, facts });
const weeks = ['2025-01-06', '2025-01-13'];
const regions = ['north', 'south'];

/** A file, and of each region and week a dataset and a model. */
const graph: LineageGraph = {
  roots: ['f'],
  nodes: [
    node('f', 'file', { source: 'sales', contentHash: 'aa' }),
    ...regions.flatMap((region) =>
      weeks.flatMap((cutoff) => [
        node(`d ${region} ${cutoff}`, 'dataset', { region, cutoff, rows: 1 }),
        node(`m ${region} ${cutoff}`, 'model', { segment: `${region}/large/fast`, trainingCutoff: cutoff }),
      ]),
    ),
  ],
  edges: regions.flatMap((region) =>
    weeks.flatMap((cutoff) => [
      { from: 'f', to: `d ${region} ${cutoff}` },
      { from: `d ${region} ${cutoff}`, to: `m ${region} ${cutoff}` },
    ]),
  ),
};

test('a graph that is small enough stays as it is', () => {
  expect(grouped(graph, 9)).toBe(graph);
});

test('of many nodes those of a kind and region are one; what was asked for stays', () => {
  const { nodes, edges, roots } = grouped(graph, 5);
  expect(roots).toEqual(['f']);
  expect(nodes.map(({ title }) => title)).toEqual([
    'f',
    '2 datasets of north, 2025-01-06 to 2025-01-13',
    '2 models of north, 2025-01-06 to 2025-01-13',
    '2 datasets of south, 2025-01-06 to 2025-01-13',
    '2 models of south, 2025-01-06 to 2025-01-13',
  ]);
  expect(edges).toHaveLength(4);
});

test('where that is not enough those of a kind are one', () => {
  const { nodes, edges } = grouped(graph, 4);
  expect(nodes.map(({ title }) => title)).toEqual([
    'f',
    '4 datasets of 2 regions, 2025-01-06 to 2025-01-13',
    '4 models of 2 regions, 2025-01-06 to 2025-01-13',
  ]);
  expect(edges).toHaveLength(2);
});

test('no name of a file becomes markup of the picture', async () => {
  const name = '"><script>alert(1)</script>\\n<a href="x">&';
  const svg = await lineageSvg({ roots: [name], nodes: [node(name, 'file', { source: name })], edges: [] });
  expect(svg).not.toMatch(/<script|<a /);
});
