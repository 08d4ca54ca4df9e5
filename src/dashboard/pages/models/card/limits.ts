import type { AnswerOf } from '../../../../app/operations.ts';
import { percent } from '../../../format/numbers.ts';
import { groupingsOf, weakPlaces } from '../backtest-groups.ts';
import type { RegisteredModel } from '../model-words.ts';

type Training = AnswerOf<'models.training'>;

/** Distance from the 80% that the interval is made for, from which it is worth a sentence. */
const coverageSlack = 0.05;
const coverageTarget = 0.8;
const noticeableBias = 0.1;

/** What a reader must know before relying on a model, in sentences, by its own figures. */
export function limitsOf(
  { record }: Pick<RegisteredModel, 'record'>,
  { backtest, members }: Pick<Training, 'backtest' | 'members'>,
): readonly string[] {
  const { metrics, coverage, windows, odd = {} } = record.backtest;
  const bias = metrics.ensemble?.bias;
  const failed = record.gate.filter(({ passed }) => !passed);
  const weeks = Math.min(...members.flatMap(({ targetWeeks }) => (targetWeeks === null ? [] : [targetWeeks])));
  return [
    ...failed.map(({ check, detail }) => `It failed the check “${check}”: ${detail}.`),
    ...(typeof bias === 'number' && Math.abs(bias) >= noticeableBias
      ? [
          `Its forecasts add up to ${percent(Math.abs(bias))} ${bias < 0 ? 'less' : 'more'} than what is sold. Use the mean where totals matter.`,
        ]
      : []),
    ...(coverage !== null && Math.abs(coverage - coverageTarget) > coverageSlack
      ? [`${percent(coverage, 0)} of the sales lay between P10 and P90; 80% should.`]
      : []),
    ...(windows.length < 3
      ? [`Its figures rest on ${windows.length === 1 ? '1 window' : `${windows.length} windows`} of the past.`]
      : []),
    ...Object.entries(odd).map(([week, why]) => `The window of ${week} decides nothing: ${why}.`),
    ...(Number.isFinite(weeks) && weeks < 104
      ? [`It learned from ${weeks} weeks: less than two years cannot show what comes back every year.`]
      : []),
    ...(backtest && !backtest.yearAgo
      ? ['No row has a known week a year before, so it was not compared with last year.']
      : []),
    ...(backtest ? [weakPlaces(groupingsOf(backtest))] : ['Its backtest is not kept in detail.']),
    'It forecasts what is sold at the prices, promotions and events that are planned; it does not know of others.',
  ];
}
