import { flooredNoteOf, mapeText } from '../../contracts/shown-mape.ts';
import { forecasterNames, type BacktestSummary } from '../../contracts/cycle.ts';
import type { FeatureSettings } from '../../contracts/features.ts';
import { fittedMembers, segmentName, type MemberName } from '../../contracts/segment.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { CoefficientRow } from '../../contracts/explanation.ts';
import { coefficientsText } from '../explain/coefficients-text.ts';
import { percent, signedPercent, units } from '../figures.ts';
import { tagsText } from './models-table.ts';
import { textTable } from '../text-table.ts';

/** What else is known of a model than its record. */
export interface ModelFacts {
  /** Why it was trained; `null` where its cycle has not ended. */
  readonly causes: readonly string[] | null;
  /** The preset of its network, where it has one. */
  readonly preset?: string;
  readonly coefficients: readonly CoefficientRow[];
}

/** One model for a terminal: where it came from, what it is worth, what it is made of. */
export function modelText(
  { environment, stage, registeredAt, record, tags, retired, adoptedFrom, artifactsDeletedAt }: RegisteredModel,
  { causes, preset, coefficients }: ModelFacts,
): string {
  const { backtest } = record;
  const facts: readonly (readonly [string, string])[] = [
    ['model', record.version],
    ['segment', segmentName(record.segment)],
    ['stage', `${stage} in ${environment}`],
    ...(retired ? [['retired', `by ${retired.by} on ${retired.at.slice(0, 10)}: ${retired.reason}`] as const] : []),
    ...(Object.keys(tags).length === 0 ? [] : [['tags', tagsText(tags)] as const]),
    ...(adoptedFrom === undefined ? [] : [['brought', `from ${adoptedFrom}, ${registeredAt}`] as const]),
    ...(artifactsDeletedAt === undefined
      ? []
      : [['files', `deleted by garbage collection, ${artifactsDeletedAt}`] as const]),
    ['trained', adoptedFrom === undefined ? `${registeredAt} by ${record.cycleId}` : `by ${record.cycleId}`],
    ['because', causes === null ? 'its cycle has not ended' : causes.join(', ')],
    ['data', `to ${record.trainingCutoff}, dataset ${record.datasetVersion}`],
    ['code', record.codeVersion],
    ['seed', String(record.seed)],
    ['parameters', JSON.stringify(record.parameters)],
    ...lastYearFact(record.parameters),
    ['weights', weightsText(backtest.weights)],
    ...(preset === undefined ? [] : [['preset', `${preset}, of the network`] as const]),
    ['windows', backtest.windows.join(', ')],
    ...Object.entries(backtest.odd ?? {}).map(([cutoff, reason]) => ['left out', `${cutoff}: ${reason}`] as const),
    ...publishedFacts(backtest),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const errors = forecasterNames.flatMap((name) => {
    const metrics = backtest.metrics[name];
    if (!metrics) return [];
    const { wape, bias, rmse0, rmseAll, rows } = metrics;
    const coverage = name === 'ensemble' ? percent(backtest.coverage) : '';
    return [
      [
        name,
        mapeText(metrics, percent, Object.values(backtest.metrics)),
        percent(wape),
        signedPercent(bias),
        units(rmse0),
        units(rmseAll),
        coverage,
        String(rows),
      ],
    ];
  });
  const note = flooredNoteOf(Object.values(backtest.metrics));
  return [
    facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'),
    textTable(['forecaster', 'MAPE', 'WAPE', 'bias', 'RMSE 0', 'RMSE All', 'P10–P90', 'rows'], errors),
    ...(note === undefined ? [] : [note]),
    ['gate', ...record.gate.map(({ check, passed, detail }) => `  ${passed ? '✔' : '✖'} ${check}: ${detail}`)].join(
      '\n',
    ),
    coefficientsText(coefficients),
    ['files', ...filesOf(record)].join('\n'),
  ].join('\n\n');
}

/** What P50 and mean are worth, and the interval about them. */
function publishedFacts({ published, width, pinball }: BacktestSummary): (readonly [string, string])[] {
  if (!published) return [];
  const { forecast, p50, mean } = published;
  const wape = `WAPE ${percent(p50.wape)}, the forecast ${percent(forecast.wape)} on the same rows`;
  return [
    ['P50', `${wape}; P10–P90 width ${percent(width)}, pinball ${percent(pinball)}`],
    ['mean', `bias ${signedPercent(mean.bias)}, the forecast ${signedPercent(forecast.bias)}`],
  ];
}

/** Whether the model looks at last year: with young data it does not. */
function lastYearFact(parameters: unknown): (readonly [string, string])[] {
  const { features } = parameters as { readonly features?: Partial<FeatureSettings> };
  if (features?.use === undefined || features.seasonalFromWeeks === undefined) return [];
  const reads = features.use.includes('last-year');
  const needs = `needs ${features.seasonalFromWeeks} weeks of data (features.seasonalFromWeeks) and last-year in features.use`;
  return [['last year', reads ? 'read' : `not read: ${needs}`]];
}

function weightsText(weights: Readonly<Partial<Record<MemberName, number>>>): string {
  return Object.entries(weights)
    .map(([member, weight]) => `${member} ${weight.toFixed(3)}`)
    .join(', ');
}

function filesOf({ members: files, ensemble }: RegisteredModel['record']): string[] {
  const named = fittedMembers.flatMap((member) =>
    Object.entries(files[member] ?? {}).map(([name, ref]) => [`${member}/${name}`, ref] as const),
  );
  return [...named, ['ensemble.json', ensemble] as const].map(
    ([name, { hash, bytes }]) => `  ${hash}  ${name} (${bytes} bytes)`,
  );
}
