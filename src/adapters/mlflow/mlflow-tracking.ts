import { TrackingRefusedError, type ModelTracking, type TrackedModel } from '../../ports/model-tracking.ts';
import { logRun, pairs } from './log-run.ts';
import type { MlflowServer } from './mlflow-server.ts';

/** What a run or version is found by again. */
const versionTag = 'shelfcast.version';
const proxyScheme = 'mlflow-artifacts:';
const modelFolder = 'model';
/** Has MLflow's UI show runs as trainings; it would take them for evaluations of prompts. */
const experimentTags = { 'mlflow.experimentKind': 'custom_model_development' };

interface RunInfo {
  readonly run_id: string;
  readonly artifact_uri: string;
  readonly status: string;
}

interface ModelVersion {
  readonly version: string;
  readonly run_id: string;
}

/** Models on an MLflow server, by its REST API: a run and a model version each, in one experiment. */
export function createMlflowTracking(server: MlflowServer, experiment: string): ModelTracking {
  return {
    target: server.uri,

    async track(model, files, signal) {
      const experimentId = await ensureExperiment(server, experiment, signal);
      const run = await ensureRun(server, experimentId, model, signal);
      await logRun(server, run.run_id, model, signal);
      const folder = proxiedPath(server, run);
      for (const [path, bytes] of Object.entries(files)) {
        await server.putArtifact(`${folder}/${modelFolder}/${path}`, bytes, signal);
      }
      // The version comes after its files: anyone who finds it can fetch them.
      const number = await ensureVersion(server, run, model, signal);
      const ended = { run_id: run.run_id, status: 'FINISHED', end_time: model.trainedAt };
      await server.call('POST', 'runs/update', ended, signal);
      return { runId: run.run_id, modelName: model.modelName, number };
    },

    async setTags({ runId, modelName, number }, tags, signal) {
      const set = Object.fromEntries(Object.entries(tags).filter((tag): tag is [string, string] => tag[1] !== null));
      await server.call('POST', 'runs/log-batch', { run_id: runId, tags: pairs(set) }, signal);
      await tagVersion(server, modelName, number, set, signal);
      for (const key of Object.keys(tags).filter((name) => tags[name] === null)) {
        await unlessRefused(['RESOURCE_DOES_NOT_EXIST'], () =>
          server.call('POST', 'runs/delete-tag', { run_id: runId, key }, signal),
        );
        await server.call('DELETE', 'model-versions/delete-tag', { name: modelName, version: number, key }, signal);
      }
    },

    async setAlias(modelName, alias, number, signal) {
      if (number !== undefined) {
        await server.call('POST', 'registered-models/alias', { name: modelName, alias, version: number }, signal);
        return;
      }
      await unlessRefused(['INVALID_PARAMETER_VALUE', 'RESOURCE_DOES_NOT_EXIST'], () =>
        server.call('DELETE', 'registered-models/alias', { name: modelName, alias }, signal),
      );
    },
  };
}

async function ensureExperiment(server: MlflowServer, name: string, signal: AbortSignal): Promise<string> {
  await unlessRefused(['RESOURCE_ALREADY_EXISTS'], () =>
    server.call('POST', 'experiments/create', { name, tags: pairs(experimentTags) }, signal),
  );
  const found = await server.call<{
    readonly experiment: { readonly experiment_id: string; readonly lifecycle_stage: string };
  }>('GET', 'experiments/get-by-name', { experiment_name: name }, signal);
  const { experiment_id: id, lifecycle_stage: stage } = found.experiment;
  if (stage === 'active') return id;
  throw new TrackingRefusedError({
    ...{ target: server.uri, request: `experiment ${name}`, status: 200, code: 'EXPERIMENT_DELETED' },
    reason: `the experiment "${name}" is deleted; restore it, or name another one by MLFLOW_EXPERIMENT_NAME`,
  });
}

/**
 * The run of a version. The answer to its creation may have been lost and the request sent twice, so it is looked for again
 * afterwards: of several the first by id stays.
 */
async function ensureRun(
  server: MlflowServer,
  experimentId: string,
  { version, runName, trainedAt }: TrackedModel,
  signal: AbortSignal,
): Promise<RunInfo> {
  const find = async (): Promise<readonly RunInfo[]> => {
    const filter = `tags.\`${versionTag}\` = '${version}'`;
    const search = { experiment_ids: [experimentId], filter, run_view_type: 'ACTIVE_ONLY', max_results: 100 };
    const { runs = [] } = await server.call<{ runs?: { info: RunInfo }[] }>('POST', 'runs/search', search, signal);
    const infos = runs.map(({ info }) => info);
    return infos.sort(
      (a, b) => Number(b.status === 'FINISHED') - Number(a.status === 'FINISHED') || order(a.run_id, b.run_id),
    );
  };
  const create = (): Promise<unknown> =>
    server.call(
      'POST',
      'runs/create',
      {
        ...{ experiment_id: experimentId, run_name: runName, start_time: trainedAt },
        tags: pairs({ [versionTag]: version }),
      },
      signal,
    );
  return ensureOne('run', find, create, ({ run_id }) => server.call('POST', 'runs/delete', { run_id }, signal));
}

/** The server's number of a version, of its run alone, as `ensureRun`; the lowest stays. */
async function ensureVersion(
  server: MlflowServer,
  run: RunInfo,
  model: TrackedModel,
  signal: AbortSignal,
): Promise<string> {
  const { modelName: name, version, description } = model;
  await unlessRefused(['RESOURCE_ALREADY_EXISTS'], () =>
    server.call('POST', 'registered-models/create', { name, tags: pairs(segmentTags(model)) }, signal),
  );
  const find = async (): Promise<readonly ModelVersion[]> => {
    const filter = `name='${name}' and tags.\`${versionTag}\` = '${version}'`;
    const search = { filter, max_results: '100' };
    const { model_versions: found = [] } = await server.call<{ model_versions?: ModelVersion[] }>(
      ...(['GET', 'model-versions/search', search, signal] as const),
    );
    return found.toSorted((a, b) => Number(a.version) - Number(b.version));
  };
  const remove = (one: ModelVersion): Promise<unknown> =>
    unlessRefused(['RESOURCE_DOES_NOT_EXIST'], () =>
      server.call('DELETE', 'model-versions/delete', { name, version: one.version }, signal),
    );
  // Versions of runs that somebody deleted have lost their files.
  for (const one of await find()) if (one.run_id !== run.run_id) await remove(one);
  const source = `${run.artifact_uri}/${modelFolder}`;
  const created = { name, source, run_id: run.run_id, description, tags: pairs({ [versionTag]: version }) };
  const create = (): Promise<unknown> => server.call('POST', 'model-versions/create', created, signal);
  const { version: number } = await ensureOne('model version', find, create, remove);
  await tagVersion(server, name, number, model.tags, signal);
  return number;
}

function segmentTags({ tags }: TrackedModel): Record<string, string> {
  const names = ['shelfcast.segment', 'shelfcast.region', 'shelfcast.format', 'shelfcast.velocity'];
  return Object.fromEntries(names.flatMap((name) => (tags[name] === undefined ? [] : [[name, tags[name]]])));
}

async function tagVersion(
  server: MlflowServer,
  name: string,
  version: string,
  tags: TrackedModel['tags'],
  signal: AbortSignal,
): Promise<void> {
  for (const tag of pairs(tags)) {
    if (!tag.key.startsWith('mlflow.'))
      await server.call('POST', 'model-versions/set-tag', { name, version, ...tag }, signal);
  }
}

/** Finds the one there is, or makes it and sees to it that it stays the only one. */
async function ensureOne<Found>(
  what: string,
  find: () => Promise<readonly Found[]>,
  create: () => Promise<unknown>,
  remove: (one: Found) => Promise<unknown>,
): Promise<Found> {
  let found = await find();
  if (found.length === 0) {
    await create();
    found = await find();
  }
  const [first, ...others] = found;
  if (!first) throw new Error(`the tracking server made a ${what} and does not find it`);
  for (const one of others) await remove(one);
  return first;
}

/** The place of a run's artifacts below the root of the server's proxy. */
function proxiedPath(server: MlflowServer, { run_id: runId, artifact_uri: uri }: RunInfo): string {
  if (uri.startsWith(proxyScheme)) return new URL(uri).pathname.replace(/^\/+/, '');
  throw new TrackingRefusedError({
    ...{ target: server.uri, request: `artifacts of run ${runId}`, status: 200, code: 'ARTIFACTS_NOT_PROXIED' },
    reason: `they are kept at ${uri}, past the server; start it with --serve-artifacts, and name another experiment by MLFLOW_EXPERIMENT_NAME`,
  });
}

async function unlessRefused(codes: readonly string[], call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof TrackingRefusedError) || !codes.includes(error.code)) throw error;
  }
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
