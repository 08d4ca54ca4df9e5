/** The column of a dataset version that a source of kind `returns` fills. */
export const returnsColumn = 'returns';

/** The columns by which an event may be narrowed; an empty one does not narrow it. */
export const eventScopes = ['store', 'region', 'format', 'item'] as const;

type ColumnTypes = Readonly<Record<string, 'text' | 'number'>>;

/** All that a source's kind alone decides. What is done with its rows: `datasets/conditioning/day-check.ts`, `datasets/snapshot/fill-by-kind.ts`. */
export interface SourceKindFacts {
  /** Columns that must be there and filled. */
  readonly required: ColumnTypes;
  /** Columns that some source of the kind must have, and fills: sources of stores are joined. Default: none. */
  readonly jointly?: ColumnTypes;
  /** Texts a row may have besides: `filled` in every row, or `may-be-empty`. */
  readonly texts: Readonly<Record<string, 'filled' | 'may-be-empty'>>;
  /** All others: of any type, numbers of which there is at least one, or none at all. */
  readonly others: 'any' | 'numbers' | 'none';
  /** The columns that name a row, as far as rows have them. */
  readonly key: readonly string[];
  /** The key where rows have the first of these columns: a name of their own. Default: `key`. */
  readonly namedKey?: readonly string[];
  /** How many sources of the kind a project has. */
  readonly sources: 'one' | 'one-or-more' | 'at-most-one' | 'any-number';
  /** When a value is known: before its week, once the week is over, or it belongs to no week and always holds. */
  readonly known: 'ahead' | 'afterwards' | 'always';
  /** Whether each week should have rows: then a week without any is a gap, and the newest may be too old. */
  readonly everyWeek: boolean;
  /** What it becomes in a dataset version: units in a column of their own, columns by the rows' own names, or attributes. */
  readonly gives: 'units' | 'columns' | 'store-attributes' | 'item-attributes';
  /** The column of the units it gives. Only these kinds have the options `missingWeek` and `repeatedWeek`. */
  readonly unitsColumn?: 'units' | typeof returnsColumn;
  /** Whether several sources of the kind complete each other, by store or item, and may repeat columns. Default: false. */
  readonly completeEachOther?: boolean;
  /** Whether its days are combined into weeks by the option `weekly`. Default: false. */
  readonly combinesDays?: boolean;
  /** The role that its columns have in `drivers` without being listed there. Default: none. */
  readonly role?: 'weather' | 'events' | 'returns';
  /**
   * The regions that a row is about: those of the first of these columns that rows have, all where they have none; or of each row on its
   * own, where `store` and `region` may be empty.
   */
  readonly regionsBy: readonly ('region' | 'store' | 'zip')[] | 'each-row';
}

const storeItemWeek = ['store', 'item', 'week'];
/** Units of a week, or of a day of it. */
const unitRows = {
  required: { store: 'text', item: 'text', week: 'text', units: 'number' },
  texts: { date: 'filled' },
  key: [...storeItemWeek, 'date'],
  known: 'afterwards',
  everyWeek: true,
  gives: 'units',
  regionsBy: ['store'],
} as const satisfies Partial<SourceKindFacts>;
/** Values of weeks; for all stores, or all items, where rows do not name one. */
const weekRows = {
  required: { week: 'text' },
  texts: { store: 'filled', item: 'filled' },
  others: 'numbers',
  key: storeItemWeek,
  sources: 'any-number',
  everyWeek: true,
  gives: 'columns',
  regionsBy: ['store'],
} as const satisfies Partial<SourceKindFacts>;
const attributeRows = { texts: {}, known: 'always', everyWeek: false } as const satisfies Partial<SourceKindFacts>;

/**
 * Every kind of source. `shipments` are the units to forecast, `known-ahead` reaches past the cutoff, `observed` is known
 * only once a week is over, `stores` and `items` hold one row of attributes each. `returns` are units that came back,
 * `weather` daily values per zip code, `demographics` further attributes of stores, `events` spans of days.
 */
const kinds = {
  shipments: { ...unitRows, others: 'any', sources: 'one', unitsColumn: 'units' },
  'known-ahead': { ...weekRows, known: 'ahead' },
  observed: { ...weekRows, known: 'afterwards' },
  stores: {
    ...attributeRows,
    required: { store: 'text' },
    jointly: { region: 'text', format: 'text' },
    others: 'any',
    key: ['store'],
    sources: 'one-or-more',
    gives: 'store-attributes',
    completeEachOther: true,
    regionsBy: ['region', 'store'],
  },
  items: {
    ...attributeRows,
    required: { item: 'text' },
    others: 'any',
    key: ['item'],
    sources: 'any-number',
    gives: 'item-attributes',
    completeEachOther: true,
    regionsBy: ['store'],
  },
  returns: { ...unitRows, others: 'none', sources: 'at-most-one', unitsColumn: returnsColumn, role: 'returns' },
  weather: {
    required: { zip: 'text', date: 'text' },
    texts: { issued: 'may-be-empty' },
    others: 'numbers',
    key: ['zip', 'date', 'issued'],
    sources: 'any-number',
    known: 'ahead',
    everyWeek: true,
    gives: 'columns',
    combinesDays: true,
    role: 'weather',
    regionsBy: ['zip'],
  },
  demographics: {
    ...attributeRows,
    required: { store: 'text' },
    others: 'numbers',
    key: ['store'],
    sources: 'any-number',
    gives: 'store-attributes',
    regionsBy: ['store'],
  },
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
    key: ['start', 'end', ...eventScopes],
    // An event with a name keeps its key when its days change.
    namedKey: ['event', ...eventScopes],
    sources: 'any-number',
    known: 'ahead',
    everyWeek: false,
    gives: 'columns',
    role: 'events',
    regionsBy: 'each-row',
  },
} as const satisfies Readonly<Record<string, SourceKindFacts>>;

export type SourceKind = keyof typeof kinds;

/** What each kind of source is. */
export const sourceKindFacts: Readonly<Record<SourceKind, SourceKindFacts>> = kinds;

export const sourceKinds = Object.keys(kinds) as readonly SourceKind[];

/** The kinds of which something holds, in the order of the table. */
export function kindsWhere(holds: (facts: SourceKindFacts) => boolean): readonly SourceKind[] {
  return sourceKinds.filter((kind) => holds(sourceKindFacts[kind]));
}
