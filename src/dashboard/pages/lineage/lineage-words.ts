import type { AnswerOf } from '../../../app/operations.ts';
import { actorLabel } from '../../format/names.ts';
import { plainNumber } from '../../format/numbers.ts';
import { pathTo } from '../../paths.ts';

export type Graph = AnswerOf<'lineage.trace'>['graph'];
export type Node = Graph['nodes'][number];
type Kind = Node['kind'];

/** Every kind, in the order in which one is made of another. */
export const kindLabels: Readonly<Record<Kind, { readonly one: string; readonly many: string }>> = {
  file: { one: 'file', many: 'files' },
  conditioned: { one: 'conditioned table', many: 'conditioned tables' },
  dataset: { one: 'dataset', many: 'datasets' },
  model: { one: 'model', many: 'models' },
  forecast: { one: 'forecast', many: 'forecasts' },
  evaluation: { one: 'evaluation', many: 'evaluations' },
};

/** Nodes by kind, in that order; kinds without any are left out. */
export function byKind(nodes: readonly Node[]): readonly (readonly [Kind, readonly Node[]])[] {
  const groups = Map.groupBy(nodes, ({ kind }) => kind);
  return (Object.keys(kindLabels) as Kind[]).flatMap((kind) => {
    const found = groups.get(kind);
    return found ? [[kind, found] as const] : [];
  });
}

/** `12 files, 1 dataset, 4 models`; conditioned tables, of which each file has one, are not shown. */
export function countsInWords(nodes: readonly Node[]): string {
  return byKind(nodes)
    .filter(([kind]) => kind !== 'conditioned')
    .map(([kind, all]) => `${plainNumber(all.length)} ${kindLabels[kind][all.length === 1 ? 'one' : 'many']}`)
    .join(', ');
}

/** The page that is about a node; `undefined` where there is none. */
export function pageOf(environment: string, { kind, facts }: Pick<Node, 'kind' | 'facts'>): string | undefined {
  const text = (name: string): string | undefined => {
    const value = facts[name];
    return typeof value === 'string' ? value : undefined;
  };
  switch (kind) {
    case 'file':
      return text('path') && pathTo.lineage(environment, { kind, wanted: text('path') });
    case 'dataset':
      return text('version') && pathTo.data(environment, { view: 'versions', region: text('region') });
    case 'model':
      return text('version') && pathTo.model(text('environment') ?? environment, text('version')!);
    case 'forecast':
      return (
        text('region') &&
        pathTo.forecasts(text('environment') ?? environment, { region: text('region'), cutoff: text('cutoff') })
      );
    case 'evaluation':
      return text('cycleId') && pathTo.cycle(environment, text('cycleId')!);
    case 'conditioned':
      return undefined;
  }
}

/** What a person wants to know of a node next to its title. */
export function detailOf({ kind, facts }: Pick<Node, 'kind' | 'facts'>): string {
  const of = (name: string): string => {
    const value = facts[name];
    return typeof value === 'number' ? plainNumber(value) : typeof value === 'string' ? value : '';
  };
  switch (kind) {
    case 'file':
      return `source ${of('source')}`;
    case 'conditioned':
      return '';
    case 'dataset':
      return `${of('region')} up to ${of('cutoff')}, ${of('rows')} rows`;
    case 'model': {
      const promotions = (facts['promotions'] ?? []) as readonly { action: string; actor: string; reason: string }[];
      const last = promotions.at(-1);
      return `trained to ${of('trainingCutoff')}; ${last ? `${doneWord(last.action)} by ${actorLabel(last.actor)}: ${last.reason}` : 'never champion'}`;
    }
    case 'forecast':
      return `${of('rows')} rows, published ${of('publishedAt').slice(0, 10)}`;
    case 'evaluation':
      return `${of('rows')} rows`;
  }
}

const doneWords: Readonly<Record<string, string>> = {
  ...{ promote: 'promoted', approve: 'approved', adopt: 'adopted', rollback: 'rolled back to' },
};

/** What was done, as one says it afterwards. */
function doneWord(action: string): string {
  return doneWords[action] ?? action;
}
