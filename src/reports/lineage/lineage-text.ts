import { condensed, type LineageGraph, type LineageNode } from './lineage-graph.ts';

/** A graph as two trees from where it was asked: what it was made of, and what was made of it. */
export function lineageText(graph: LineageGraph, direction: 'up' | 'down' | 'both'): string {
  const shown = condensed(graph);
  const nodes = new Map(shown.nodes.map((node) => [node.id, node]));
  const next = { up: new Map<string, string[]>(), down: new Map<string, string[]>() };
  for (const { from, to } of shown.edges) {
    next.down.set(from, [...(next.down.get(from) ?? []), to]);
    next.up.set(to, [...(next.up.get(to) ?? []), from]);
  }
  const roots = shown.roots.flatMap((id) => nodes.get(id) ?? []);
  return roots
    .map((root) =>
      [
        lineOf(root),
        ...(direction === 'down' ? [] : ['made of', ...branches(root.id, next.up)]),
        ...(direction === 'up' ? [] : ['led to', ...branches(root.id, next.down)]),
      ].join('\n'),
    )
    .join('\n\n');

  function branches(
    id: string,
    along: ReadonlyMap<string, readonly string[]>,
    indent = '',
    seen = new Set([id]),
  ): string[] {
    const children = (along.get(id) ?? []).flatMap((one) => nodes.get(one) ?? []);
    if (children.length === 0 && indent === '') return ['  nothing'];
    return children.flatMap((child, index) => {
      const last = index === children.length - 1;
      const told = seen.has(child.id);
      seen.add(child.id);
      const line = `${indent}${last ? '└─' : '├─'} ${lineOf(child)}${told && along.has(child.id) ? ' (see above)' : ''}`;
      return [line, ...(told ? [] : branches(child.id, along, `${indent}${last ? '  ' : '│ '} `, seen))];
    });
  }
}

function lineOf({ kind, title, facts }: LineageNode): string {
  const details = detailsOf(kind, facts);
  return details === '' ? title : `${title}  ${details}`;
}

/** What a person wants to know of a node in addition to its title. */
export function detailsOf(kind: string, facts: Readonly<Record<string, unknown>>): string {
  const text = (name: string): string => String((facts[name] as string | number | undefined) ?? '');
  switch (kind) {
    case 'file':
      return facts['contentHash'] === undefined ? '' : `${text('source')}, ${text('contentHash').slice(0, 12)}`;
    case 'dataset':
      return `${text('region')} to ${text('cutoff')}, ${text('rows')} rows`;
    case 'model':
      return modelDetails(facts);
    case 'forecast':
      return `${text('rows')} rows by ${text('cycleId')}`;
    default:
      return '';
  }
}

function modelDetails(facts: Readonly<Record<string, unknown>>): string {
  const triggers = (facts['triggers'] ?? []) as readonly { cause: string; requestedBy: string }[];
  const promotions = (facts['promotions'] ?? []) as readonly { action: string; actor: string; reason: string }[];
  const last = promotions.at(-1);
  return [
    `trained to ${String(facts['trainingCutoff'])} by ${String(facts['cycleId'])}`,
    ...(triggers.length === 0
      ? []
      : [`because of ${triggers.map(({ cause, requestedBy }) => `${cause} (${requestedBy})`).join(', ')}`]),
    `code ${String(facts['codeVersion']).slice(0, 12)}, seed ${String(facts['seed'])}`,
    ...(typeof facts['adoptedFrom'] === 'string' ? [`brought from ${facts['adoptedFrom']}`] : []),
    last ? `${last.action} by ${last.actor}: ${last.reason}` : 'never champion',
  ].join('; ');
}
