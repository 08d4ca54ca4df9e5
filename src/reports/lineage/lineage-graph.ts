/** A graph of what was made from what, as the registry traces it. */
export interface LineageGraph {
  readonly roots: readonly string[];
  readonly nodes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    readonly facts: Readonly<Record<string, unknown>>;
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export type LineageNode = LineageGraph['nodes'][number];

/** Most files of a source that are shown one by one. */
const mostFiles = 6;

/**
 * A graph a person can take in: conditioned tables are left out, a file leading straight to its datasets, and where a source has
 * many files that led to the same, they are one node.
 */
export function condensed({ roots, nodes, edges }: LineageGraph): LineageGraph {
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const after = new Map<string, string[]>();
  for (const { from, to } of edges) after.set(from, [...(after.get(from) ?? []), to]);
  const files = nodes.filter(({ kind }) => kind === 'file');
  const groups = new Map<string, LineageNode[]>();
  for (const file of files) {
    const targets = (after.get(file.id) ?? []).flatMap((to) =>
      kindOf.get(to) === 'conditioned' ? (after.get(to) ?? []) : [to],
    );
    const key = JSON.stringify([file.facts['source'], [...new Set(targets)].sort()]);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const kept = nodes.filter(({ kind }) => kind !== 'file' && kind !== 'conditioned');
  const links = edges.filter(
    ({ from, to }) => ![from, to].some((id) => ['file', 'conditioned'].includes(kindOf.get(id) ?? '')),
  );
  for (const [key, members] of groups) {
    const [source, targets] = JSON.parse(key) as [string, string[]];
    const shown =
      members.length <= mostFiles || members.some(({ id }) => roots.includes(id))
        ? members
        : [
            {
              id: `files:${key}`,
              kind: 'file',
              title: `${source}: ${members.length} files`,
              facts: { source, files: members.length },
            },
          ];
    kept.push(...shown);
    for (const { id } of shown) links.push(...targets.map((to) => ({ from: id, to })));
  }
  return { roots, nodes: kept, edges: links };
}
