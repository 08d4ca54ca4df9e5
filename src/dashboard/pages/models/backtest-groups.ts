import type { AnswerOf } from '../../../app/operations.ts';

export type BacktestDetails = NonNullable<AnswerOf<'models.training'>['backtest']>;
type Comparison = BacktestDetails['overall'];

/** Rows of a backtest that belong together, with the errors of every forecaster on them. */
export interface Group {
  readonly name: string;
  readonly metrics: Comparison;
}

/** One way to group the rows of a backtest. */
export interface Grouping {
  readonly by: string;
  /** Of what a group is: `weeks ahead`. */
  readonly label: string;
  readonly groups: readonly Group[];
  /** Whether the groups are a course, which a line shows. */
  readonly isCourse: boolean;
}

const sliceLabels: Readonly<Record<string, string>> = {
  promotion: 'Promotion week or not',
  holiday: 'Holiday week or not',
  volume: 'Volume of the series, in tenths',
  history: 'Length of history',
  store: 'Store',
};

/** Every way the rows of a backtest were grouped, those first that a reader asks for first. */
export function groupingsOf({ byStep, byCutoff, slices = [], items }: BacktestDetails): readonly Grouping[] {
  const all: Grouping[] = [
    {
      ...{ by: 'step', label: 'Weeks ahead', isCourse: true },
      groups: byStep.map(({ step, metrics }) => ({ name: String(step), metrics })),
    },
    {
      ...{ by: 'window', label: 'Window', isCourse: true },
      groups: byCutoff.map(({ cutoff, metrics }) => ({ name: cutoff, metrics })),
    },
    ...slices.map(({ by, groups }) => ({
      ...{ by, label: sliceLabels[by] ?? by, isCourse: false },
      groups: groups.map(({ group, metrics }) => ({ name: group, metrics })),
    })),
    {
      ...{ by: 'item', label: 'Item', isCourse: false },
      groups: items.worst.map(({ item, metrics }) => ({ name: item, metrics })),
    },
  ];
  return all.filter(({ groups }) => groups.length > 0);
}

/** Where the ensemble is worse than the mean of the past or the seasonal forecast, in a sentence. */
export function weakPlaces(groupings: readonly Grouping[]): string {
  const weak = groupings
    .filter(({ by }) => by !== 'item')
    .flatMap(({ label, groups }) => {
      const names = groups.filter(({ metrics }) => isBeaten(metrics)).map(({ name }) => name);
      return names.length === 0 ? [] : [`${label.toLowerCase()}: ${shortList(names)}`];
    });
  return weak.length === 0
    ? 'The ensemble has a smaller WAPE than the mean of the past and the seasonal forecast in every group. Single items are in the table by item.'
    : `The mean of the past or the seasonal forecast has a smaller WAPE than the ensemble in ${weak.join('; ')}.`;
}

function isBeaten({ ensemble, baseline, seasonal }: Comparison): boolean {
  const own = ensemble?.wape;
  if (typeof own !== 'number') return false;
  return [baseline?.wape, seasonal?.wape].some((other) => typeof other === 'number' && other < own);
}

const namesListed = 4;

function shortList(names: readonly string[]): string {
  const more = names.length - namesListed;
  return `${names.slice(0, namesListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
