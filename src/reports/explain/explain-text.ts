import { members } from '../../contracts/segment.ts';
import type { ExplainReport, Importance } from '../../contracts/explanation.ts';
import { segmentName } from '../../contracts/segment.ts';
import { percent, signedPercent } from '../figures.ts';
import { textTable } from '../text-table.ts';
import { coefficientsText } from './coefficients-text.ts';
import { forecastText } from './forecast-text.ts';

/** What a model uses, for a terminal: importance and forecasts if requested, or else its coefficients. */
export function explainText(report: ExplainReport): string {
  const { version, segment, cutoff, weights, forecasts, importance, coefficients } = report;
  const shares = Object.entries(weights).map(([member, weight]) => `${member} ${weight.toFixed(3)}`);
  const head = `model ${version} of ${segmentName(segment)}, cutoff ${cutoff}, weights ${shares.join(', ')}`;
  const parts = [
    ...(forecasts ?? []).map(forecastText),
    ...(importance ? [importanceText(importance)] : []),
    ...(forecasts || importance ? [] : [coefficientsText(coefficients)]),
  ];
  return [head, ...parts].join('\n\n');
}

function importanceText({ rows, cutoffs, repeats, errors, groups }: Importance): string {
  const names = [...members, 'ensemble'] as const;
  const present = names.filter((name) => errors[name]);
  const before = present.flatMap((name) => [percent(errors[name]?.mape), percent(errors[name]?.wape)]);
  return [
    `importance: errors on ${rows} rows of the windows ${cutoffs.join(', ')}, and their increase where a group of features is`,
    `shuffled among the rows, mean of ${repeats}; the members had seen none of these weeks`,
    '',
    textTable(
      ['group', ...present.flatMap((name) => [`${name} MAPE`, 'WAPE'])],
      [
        ['(nothing shuffled)', ...before],
        ...groups.map(({ group, increase }) => [
          group,
          ...present.flatMap((name) => [signedPercent(increase[name]?.mape), signedPercent(increase[name]?.wape)]),
        ]),
      ],
    ),
  ].join('\n');
}
