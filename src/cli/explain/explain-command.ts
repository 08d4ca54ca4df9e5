import { explainModel } from '../../app/models/explain-model.ts';
import { explainText } from '../../reports/explain/explain-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { UsageError } from '../usage.ts';

export interface ExplainOptions extends AppOptions {
  readonly env: string;
  readonly region?: string;
  /** `format/velocity` */
  readonly segment?: string;
  /** The beginning of a version, instead of a region and segment. */
  readonly model?: string;
  readonly store?: string;
  readonly item?: string;
  readonly week?: string;
  readonly importance?: boolean;
}

/**
 * `shelfcast explain`: what a model uses. Its coefficients; with a store and item how their forecasts came about; with
 * `importance` what its groups of features tell. Returns the exit code.
 */
export async function explainCommand(options: ExplainOptions): Promise<number> {
  const { env: environment, importance } = options;
  const input = {
    ...{ environment, model: wantedModel(options) },
    ...wantedSeries(options),
    ...(importance === undefined ? {} : { importance }),
  };
  return runOperation(explainModel, options, input, { text: explainText });
}

function wantedModel({ model, region, segment }: ExplainOptions): string {
  if (model !== undefined) return model;
  if (region === undefined || segment === undefined) {
    throw new UsageError('name a --region and a --segment (format/velocity), or a --model');
  }
  return `${region}/${segment}`;
}

function wantedSeries({ store, item, week }: ExplainOptions) {
  if (store !== undefined && item !== undefined) {
    return { series: { store, item, ...(week === undefined ? {} : { week }) } };
  }
  if (store === undefined && item === undefined && week === undefined) return {};
  throw new UsageError('to explain one forecast, give --store and --item, and optionally --week');
}
