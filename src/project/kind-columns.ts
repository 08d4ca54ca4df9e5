import type { SourceKind, StandardColumn } from '../contracts/project.ts';

/** Which columns the rows of a kind of source have. */
interface KindColumns {
  /** Columns that must be there and filled. */
  readonly required: Readonly<Record<string, StandardColumn['type']>>;
  /** Columns that some source of the kind must have, and fills: sources of stores are joined. Default: none. */
  readonly jointly?: Readonly<Record<string, StandardColumn['type']>>;
  /** Texts a row may have besides: `filled` in every row, or `may-be-empty`. */
  readonly texts: Readonly<Record<string, 'filled' | 'may-be-empty'>>;
  /** All others: of any type, numbers of which there is at least one, or none at all. */
  readonly others: 'any' | 'numbers' | 'none';
}

export const kindColumns: Readonly<Record<SourceKind, KindColumns>> = {
  shipments: {
    required: { store: 'text', item: 'text', week: 'text', units: 'number' },
    texts: { date: 'filled' },
    others: 'any',
  },
  'known-ahead': { required: { week: 'text' }, texts: { store: 'filled', item: 'filled' }, others: 'numbers' },
  observed: { required: { week: 'text' }, texts: { store: 'filled', item: 'filled' }, others: 'numbers' },
  stores: { required: { store: 'text' }, jointly: { region: 'text', format: 'text' }, texts: {}, others: 'any' },
  items: { required: { item: 'text' }, texts: {}, others: 'any' },
  returns: {
    required: { store: 'text', item: 'text', week: 'text', units: 'number' },
    texts: { date: 'filled' },
    others: 'none',
  },
  weather: { required: { zip: 'text', date: 'text' }, texts: { issued: 'may-be-empty' }, others: 'numbers' },
  demographics: { required: { store: 'text' }, texts: {}, others: 'numbers' },
  events: {
    required: { start: 'text', end: 'text' },
    texts: {
      event: 'filled',
      store: 'may-be-empty',
      region: 'may-be-empty',
      format: 'may-be-empty',
      item: 'may-be-empty',
    },
    others: 'numbers',
  },
};
