import type { LineageGraph, LineageNode } from './lineage-graph.ts';

/**
 * A graph of at most about `most` nodes: where it has more, those of one kind and region become one, and where that is not enough, those
 * of one kind. What was asked for stays as it is.
 */
export function grouped(graph: LineageGraph, most: number): LineageGraph {
  if (graph.nodes.length <= most) return graph;
  const byRegion = merged(graph, (node) => `${node.kind} of ${placeOf(node)}`);
  return byRegion.nodes.length <= most ? byRegion : merged(graph, ({ kind }) => kind);
}

function merged({ roots, nodes, edges }: LineageGraph, groupOf: (node: LineageNode) => string): LineageGraph {
  const groups = Map.groupBy(nodes, (node) => (roots.includes(node.id) ? node.id : groupOf(node)));
  const idOf = new Map<string, string>();
  const kept = [...groups].map(([name, members]): LineageNode => {
    const [first] = members;
    const id = members.length === 1 ? first!.id : `group:${name}`;
    for (const member of members) idOf.set(member.id, id);
    return members.length === 1 ? first! : { id, kind: first!.kind, title: titleOf(members), facts: {} };
  });
  const links = new Map(
    edges.map(({ from, to }) => {
      const link = { from: idOf.get(from) ?? from, to: idOf.get(to) ?? to };
      return [JSON.stringify(link), link] as const;
    }),
  );
  return { roots, nodes: kept, edges: [...links.values()].filter(({ from, to }) => from !== to) };
}

/** `12 datasets of north, 2025-01-06 to 2025-10-06` */
function titleOf(members: readonly LineageNode[]): string {
  const places = new Set(members.map(placeOf));
  const place = places.size === 1 ? [...places][0] : `${places.size} regions`;
  // Files many of which were drawn as one count as many.
  const count = members.reduce((sum, { facts }) => sum + (typeof facts['files'] === 'number' ? facts['files'] : 1), 0);
  const weeks = members
    .map(({ facts }) => facts['cutoff'] ?? facts['trainingCutoff'])
    .filter((week) => week !== undefined);
  const [first, last] = [weeks.map(String).sort()[0], weeks.map(String).sort().at(-1)];
  const span = first === undefined ? '' : first === last ? `, ${first}` : `, ${first} to ${last}`;
  return `${count} ${members[0]!.kind}s${place === '' ? '' : ` of ${place}`}${span}`;
}

/** The region that a node is about; the source of a file; empty where neither is known. */
function placeOf({ facts }: LineageNode): string {
  const { region, segment, source } = facts as Readonly<Record<string, string | undefined>>;
  return region ?? segment?.split('/')[0] ?? source ?? '';
}
