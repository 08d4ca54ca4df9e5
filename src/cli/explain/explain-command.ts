import { checkCode, withDataset } from '../../app/models/model-basis.ts';
import { selectModel } from '../../app/models/select-model.ts';
import type { ExplainReport } from '../../contracts/explanation.ts';
import { explainText } from '../../reports/explain/explain-text.ts';
import { openProject, type ModelsOptions } from '../models/open-models.ts';
import { UsageError } from '../usage.ts';
import { withJobs } from '../with-jobs.ts';
import { withRegistry } from '../with-registry.ts';

export interface ExplainOptions extends ModelsOptions {
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
  const wanted = wantedModel(options);
  const series = wantedSeries(options);
  const { project, state } = await openProject(options);
  const { model, manifest } = await withRegistry(state, async (registry) =>
    withDataset(registry, await selectModel(registry, options.env, wanted)),
  );
  const { record } = model;
  // The fits that importance is measured on are those of this code.
  if (options.importance) checkCode(model, project.codeVersion);
  const explained = await withJobs(project, state, (jobs) =>
    jobs.run(record.version, 'explain-model', {
      ...{ model: record, manifest, importance: options.importance ?? false },
      ...(series ? { series } : {}),
    }),
  );
  const report = { version: record.version, segment: record.segment, ...ofWeek(explained, options) };
  process.stdout.write(`${options.json ? JSON.stringify(report, undefined, 2) : explainText(report)}\n`);
  return 0;
}

function wantedModel({ model, region, segment }: ExplainOptions): string {
  if (model !== undefined) return model;
  if (region === undefined || segment === undefined) {
    throw new UsageError('name a --region and a --segment (format/velocity), or a --model');
  }
  return `${region}/${segment}`;
}

function wantedSeries({ store, item, week }: ExplainOptions): { store: string; item: string } | undefined {
  if (store !== undefined && item !== undefined) return { store, item };
  if (store === undefined && item === undefined && week === undefined) return undefined;
  throw new UsageError('to explain one forecast, give --store and --item, and optionally --week');
}

/** The forecasts of the week asked for. Throws `UsageError` where there is none. */
function ofWeek<Report extends Pick<ExplainReport, 'forecasts'>>(
  report: Report,
  { store, item, week }: ExplainOptions,
): Report {
  const { forecasts } = report;
  if (!forecasts) return report;
  if (forecasts.length === 0) throw new UsageError(`the model's data has no item "${item}" in store "${store}"`);
  const chosen = forecasts.filter((forecast) => week === undefined || forecast.week === week);
  if (chosen.length === 0) {
    const weeks = forecasts.map((forecast) => forecast.week);
    throw new UsageError(`the model forecasts no week "${week}"; it forecasts ${weeks.join(', ')}`);
  }
  return { ...report, forecasts: chosen };
}
