import { segmentName } from '../../contracts/segment.ts';
import type { ModelExport } from '../../ports/model-exports.ts';
import { exportModels, type ExportOutcome } from '../../tracking/export-models.ts';
import { knownVersions, outstanding, type KnownVersion, type Outstanding } from '../../tracking/outstanding.ts';
import { exportStatusText, type ExportStatus } from '../../reports/mlflow/exports-text.ts';
import { exportsByItself, readMlflowSettings } from '../../composition/tracking/mlflow-settings.ts';
import { exporterName } from '../../composition/tracking/start-exports.ts';
import { interruption } from '../interruption.ts';
import { createLocalJobs } from '../../composition/local-jobs.ts';
import { openProject, type ModelsOptions } from '../models/open-models.ts';
import { InterruptedError } from '../refusals.ts';
import { withRegistry } from '../with-registry.ts';
import { selectExports, type WantedExports } from './select-exports.ts';

/** `shelfcast mlflow export`. Returns the exit code: 1 where a model could not be written. */
export async function exportCommand(
  options: ModelsOptions & WantedExports & { readonly dryRun?: boolean },
): Promise<number> {
  const { project, state } = await openProject(options);
  const { tracking, names } = readMlflowSettings(project.resolved.name);
  const interrupted = interruption();
  const say = (text: string): void => void (options.json ? process.stderr : process.stdout).write(`${text}\n`);
  try {
    const { wanted, outcomes } = await withRegistry(state, async (registry) => {
      const chosen = await selectExports(registry, tracking.target, options);
      if (options.dryRun) return { wanted: chosen, outcomes: [] };
      const jobs = createLocalJobs(project, state);
      const ports = { registry, tracking, jobs, names, exporter: exporterName() };
      const made = await exportModels(chosen, ports, interrupted.signal, (outcome) =>
        say(outcomeText(outcome)),
      ).finally(() => jobs.close());
      return { wanted: chosen, outcomes: made };
    });
    const { target } = tracking;
    if (options.json) print({ target, dryRun: options.dryRun ?? false, wanted: wanted.map(plain), outcomes });
    else say(lastLine(target, wanted, outcomes, options.dryRun ?? false));
    return options.dryRun ||
      (outcomes.length === wanted.length && outcomes.every(({ outcome }) => outcome !== 'failed'))
      ? 0
      : 1;
  } catch (cause) {
    if (interrupted.signal.aborted) throw new InterruptedError({ cause });
    throw cause;
  } finally {
    interrupted.forget();
  }
}

/** `shelfcast mlflow status`: asks the registry alone. Returns the exit code. */
export async function statusCommand(options: ModelsOptions): Promise<number> {
  const { project, state } = await openProject(options);
  const { target } = readMlflowSettings(project.resolved.name).tracking;
  const status = await withRegistry(state, async (registry) =>
    statusOf(target, knownVersions(await registry.models()), await registry.modelExports(target)),
  );
  if (options.json) print(status);
  else process.stdout.write(`${exportStatusText(status)}\n`);
  return 0;
}

function statusOf(target: string, known: readonly KnownVersion[], exports: readonly ModelExport[]): ExportStatus {
  const waiting = new Map(outstanding(known, exports).map((one) => [one.version, one.what]));
  const models = known.map(({ version, model, stages }): ExportStatus['models'][number] => {
    const begun = exports.find((one) => one.version === version);
    const { exported, failed, claim } = begun ?? {};
    const what = waiting.get(version);
    return {
      ...{ version, segment: segmentName(model.record.segment), stages },
      state: claim ? 'under way' : what === 'model' ? 'outstanding' : what === 'standing' ? 'behind' : 'exported',
      ...(exported ? { model: exported.modelName, number: exported.number, exportedAt: exported.at } : {}),
      ...(failed ? { failure: `${failed.at} ${failed.reason}` } : {}),
    };
  });
  const exported = models.filter(({ number }) => number !== undefined).length;
  return { target, automatic: exportsByItself(), exported, outstanding: waiting.size, models };
}

function plain({ version, model, stages, what }: Outstanding): object {
  return { version, segment: segmentName(model.record.segment), stages, what };
}

function outcomeText({ version, segment, outcome, tracked, reason }: ExportOutcome): string {
  const where = tracked === undefined ? '' : ` as ${tracked.modelName} ${tracked.number}`;
  const why = outcome === 'busy' ? ': another exporter is working on it' : reason === undefined ? '' : `: ${reason}`;
  return `${segment} ${version} ${outcome}${where}${why}`;
}

function lastLine(
  target: string,
  wanted: readonly Outstanding[],
  outcomes: readonly ExportOutcome[],
  dryRun: boolean,
): string {
  if (wanted.length === 0) return `${target} knows every model`;
  if (dryRun) {
    const lines = wanted.map(({ version, model, what }) => {
      const name = segmentName(model.record.segment);
      return `${name} ${version}: ${what === 'model' ? 'the whole model' : 'its tags and aliases'} would be written`;
    });
    return [...lines, `${wanted.length} would be written to ${target}`].join('\n');
  }
  const exported = outcomes.filter(({ outcome }) => outcome === 'exported').length;
  return `${exported} of ${wanted.length} written to ${target}`;
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
