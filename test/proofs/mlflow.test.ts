import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalJobs } from '../../src/composition/local-jobs.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import type { JobRunner } from '../../src/ports/job-runner.ts';
import type { RegisteredModel } from '../../src/ports/model-catalogue.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { loadProject } from '../../src/project/load-project.ts';
import type { ExportStatus } from '../../src/contracts/export-status.ts';
import { exportLoop } from '../../src/tracking/export-loop.ts';
import { exportModels, type ExportOutcome, type ExportPorts } from '../../src/tracking/export-models.ts';
import { knownVersions, outstanding, type Outstanding } from '../../src/tracking/outstanding.ts';
import { openEmbeddedRegistry } from '../../src/composition/open-registry.ts';
import { readMlflowSettings } from '../../src/composition/tracking/mlflow-settings.ts';
import { describeOn } from '../support/describe-on.ts';
import { startHttpWay } from '../support/http-way.ts';
import { MlflowTestServer, mlflowPython } from '../support/mlflow-server.ts';
import { ShelfcastProcess, reportOf } from '../support/shelfcast-process.ts';
import { createSmallProject } from '../support/small-project.ts';
import { freePort } from '../support/free-port.ts';
import { removeFolder } from '../support/remove-folder.ts';

const python = mlflowPython();
const notInstalled = 'MLflow is not installed, `npm run setup:mlflow` does it';
const modelName = 'shelfcast.small.north.large.fast';

interface Pair {
  readonly key: string;
  readonly value: string;
}
interface Run {
  readonly info: { readonly run_id: string; readonly status: string; readonly artifact_uri: string };
  readonly data: {
    readonly params: readonly Pair[];
    readonly metrics: readonly { readonly key: string; readonly value: number; readonly step: number }[];
    readonly tags: readonly Pair[];
  };
  readonly inputs: { readonly dataset_inputs: readonly { readonly dataset: { readonly digest: string } }[] };
}
interface ModelVersion {
  readonly version: string;
  readonly run_id: string;
  readonly tags: readonly Pair[];
}

const valueOf = (pairs: readonly Pair[], key: string): string | undefined =>
  pairs.find((pair) => pair.key === key)?.value;

/** Real models of a real cycle, the real server from PyPI; the tests build on each other. */
describeOn('models on an MLflow server', python === undefined ? notInstalled : undefined, () => {
  const signal = new AbortController().signal;
  let directory: string;
  let server: MlflowTestServer;
  let registry: Registry;
  let jobs: JobRunner;
  /** What is to be stopped at the end. */
  let stack: { stop(): Promise<unknown> } | undefined;

  const cli = (uri: string, ...args: readonly string[]) =>
    new ShelfcastProcess([...args, '-p', directory], { MLFLOW_TRACKING_URI: uri, SHELFCAST_MLFLOW: 'on' });
  const portsTo = (uri: string, exporter = 'test'): ExportPorts => {
    const settings = readMlflowSettings('small', { MLFLOW_TRACKING_URI: uri }, { firstWaitMs: 1, tries: 3 });
    // Known by the server's own address, whichever way leads there.
    const tracking = { ...settings.tracking, target: server.uri };
    return { registry, jobs, tracking, names: settings.names, exporter };
  };
  const outstandingNow = async (): Promise<readonly Outstanding[]> =>
    outstanding(knownVersions(await registry.models()), await registry.modelExports(server.uri));
  const outcomesOf = (outcomes: readonly ExportOutcome[]): string[] => outcomes.map(({ outcome }) => outcome);

  const runs = async (): Promise<readonly Run[]> => {
    const name = { experiment_name: 'shelfcast.small' };
    const { experiment } = await server.get<{ experiment?: { experiment_id: string } }>(
      'experiments/get-by-name',
      name,
    );
    const search = { experiment_ids: [experiment?.experiment_id ?? ''], max_results: 100 };
    return (await server.post<{ runs?: Run[] }>('runs/search', search)).runs ?? [];
  };
  const versions = async (): Promise<readonly ModelVersion[]> =>
    (await server.get<{ model_versions?: ModelVersion[] }>('model-versions/search')).model_versions ?? [];
  const championOf = async (environment: string): Promise<string | undefined> => {
    const query = { name: modelName, alias: `champion-${environment}` };
    const { model_version: found } = await server.get<{ model_version?: ModelVersion }>(
      'registered-models/alias',
      query,
    );
    return found && valueOf(found.tags, 'shelfcast.version');
  };
  const tagOf = async (version: string, tag: string): Promise<string | undefined> => {
    const found = (await versions()).find(({ tags }) => valueOf(tags, 'shelfcast.version') === version);
    return found && valueOf(found.tags, tag);
  };
  /** Every model is there once, whole. */
  const expectWhole = async (models: readonly RegisteredModel[]): Promise<void> => {
    const wanted = models.map(({ record }) => record.version).sort();
    const found = await runs();
    expect(found.map(({ data }) => valueOf(data.tags, 'shelfcast.version')).sort()).toEqual(wanted);
    expect((await versions()).map(({ tags }) => valueOf(tags, 'shelfcast.version')).sort()).toEqual(wanted);
    for (const { record } of models) {
      const run = found.find(({ data }) => valueOf(data.tags, 'shelfcast.version') === record.version)!;
      expect(run.info.status).toBe('FINISHED');
      const files = await jobs.run('export-model', { model: record }, { signal, onProgress: () => undefined });
      for (const [path, bytes] of Object.entries(files)) {
        expect(Buffer.from(await server.artifact(run.info.artifact_uri, `model/${path}`)).equals(bytes), path).toBe(
          true,
        );
      }
    }
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'shelfcast-mlflow-'));
    await createSmallProject({ directory });
    server = new MlflowTestServer(python!, directory, await freePort());
  });
  afterAll(async () => {
    await stack?.stop();
    await server.kill();
    await removeFolder(directory);
  });

  test('a cycle ends well while a tracking server is away; status says what is outstanding and why', async () => {
    const run = cli(server.uri, 'dev', '--once', '--region', 'north', '--json');
    const ended = await run.ended;
    expect(ended.exitCode).toBe(0);
    expect(reportOf(ended).cycles[0]!.segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('promoted'));

    // With a password, which is in nothing that is shown or kept.
    const secret = server.uri.replace('//', '//ann:hidden-word@');
    const tried = await cli(secret, 'mlflow', 'export').ended;
    // What went to standard error shows where it failed for another reason.
    expect(tried.stdout + tried.stderr).toMatch(
      /failed: the tracking server at http:\/\/127\.0\.0\.1:\d+ did not answer POST .*ECONNREFUSED/,
    );
    const told = await cli(secret, 'mlflow', 'status', '--json').ended;
    const status = JSON.parse(told.stdout) as ExportStatus;
    expect(status).toMatchObject({ target: server.uri, automatic: true, exported: 0, outstanding: 4 });
    // A server that is away is asked for one model, not for all.
    expect(tried.stdout.match(/ failed: /g)).toHaveLength(1);
    expect(tried.exitCode).toBe(1);
    const log = await readFile(join(directory, '.shelfcast/logs/orchestration-worker.log'), 'utf8');
    expect(log).toContain('models are exported to MLflow');
    for (const text of [tried.stdout, tried.stderr, told.stdout, log]) expect(text).not.toContain('hidden-word');
  });

  test('killed in the middle of an export and started again, the server has every model once and whole', async () => {
    const state = openStateDirectory(join(directory, '.shelfcast'));
    registry = await openEmbeddedRegistry(state.database);
    stack = { stop: () => registry.close() };
    jobs = createLocalJobs(await loadProject(directory), state.path);
    const models = await registry.models();
    expect(models).toHaveLength(4);
    await server.start();

    // The second model's first file is there, and the server is gone before it can say so.
    let files = 0;
    const way = await startHttpWay(server.uri, async ({ method, path }) => {
      if (method !== 'PUT' || !path.endsWith('/model/ensemble.json') || ++files < 2) return 'arrives';
      await server.kill();
      return 'is lost';
    });
    const cut = await exportModels(await outstandingNow(), portsTo(way.uri), signal);
    await way.stop();
    expect(outcomesOf(cut)).toEqual(['exported', 'failed']);
    await server.start();
    expect(await runs()).toHaveLength(2);

    // From here on the first answer to every request is lost, after the server has done it.
    const seen = new Set<string>();
    const lossy = await startHttpWay(server.uri, ({ method, path }) => {
      const before = seen.size;
      return seen.add(`${method} ${path}`).size > before ? 'is lost' : 'arrives';
    });
    const rest = await exportModels(await outstandingNow(), portsTo(lossy.uri), signal);
    await lossy.stop();
    expect(outcomesOf(rest)).toEqual(['exported', 'exported', 'exported']);
    await expectWhole(models);
    expect(await outstandingNow()).toEqual([]);
  });

  test('a run has the figures of the registry, per window and epoch, its parameters, tags and dataset', async () => {
    const record = (await registry.models()).find(
      ({ record: { segment } }) => segment.format === 'large' && segment.velocity === 'fast',
    )!.record;
    const { info, data, inputs } = (await runs()).find(
      ({ data: { tags } }) => valueOf(tags, 'shelfcast.version') === record.version,
    )!;
    const metric = (key: string): number | undefined => data.metrics.find((one) => one.key === key)?.value;
    const { ensemble, baseline, network } = record.backtest.metrics;
    expect(metric('backtest/ensemble/mape')).toBeCloseTo(ensemble!.mape!, 12);
    expect(metric('backtest/baseline/wape')).toBeCloseTo(baseline!.wape!, 12);
    expect(metric('backtest/network/rmseAll')).toBeCloseTo(network!.rmseAll!, 12);
    expect(metric('backtest/ensemble/coverage')).toBeCloseTo(record.backtest.coverage!, 12);
    const stepsOf = async (key: string): Promise<number[]> => {
      const query = { run_id: info.run_id, metric_key: key };
      const { metrics } = await server.get<{ metrics: { step: number }[] }>('metrics/get-history', query);
      return metrics.map(({ step }) => step).sort();
    };
    // Two windows, two weeks ahead, two epochs; what was sent twice is there once.
    expect(await stepsOf('window/ensemble/mape')).toEqual([1, 2]);
    expect(await stepsOf('ahead/lasso/bias')).toEqual([1, 2]);
    expect(await stepsOf('training/network-0/loss')).toEqual([1, 2]);
    expect(valueOf(data.params, 'members.lasso.nAlphas')).toBe('5');
    expect(valueOf(data.params, 'code-version')).toBe(record.codeVersion);
    expect(valueOf(data.tags, 'shelfcast.causes')).toBe('never-trained');
    expect(valueOf(data.tags, 'shelfcast.trigger')).toBe('request');
    expect(valueOf(data.tags, 'shelfcast.requested-by')).toMatch(/\w/);
    expect(inputs.dataset_inputs.map(({ dataset }) => dataset.digest)).toEqual([record.datasetVersion.slice(0, 36)]);
  });

  test('two exporters at once write every model once; a lost MLflow is filled again', async () => {
    const models = await registry.models();
    const again = knownVersions(models).map((known) => ({ ...known, what: 'model' as const }));
    // As if somebody had deleted a run there.
    await server.post('runs/delete', { run_id: (await runs())[0]!.info.run_id });
    const [left, right] = await Promise.all([
      exportModels(again, portsTo(server.uri, 'left'), signal),
      exportModels(again.toReversed(), portsTo(server.uri, 'right'), signal),
    ]);
    expect(outcomesOf([...left, ...right])).not.toContain('failed');
    await expectWhole(models);
  });

  test('aliases follow promotions and rollbacks automatically', async () => {
    const { record, environment } = (await registry.models()).find(
      ({ record: { segment } }) => segment.format === 'large' && segment.velocity === 'fast',
    )!;
    expect(await championOf('dev')).toBe(record.version);
    expect(await championOf('prod')).toBeUndefined();

    const ended = new AbortController();
    const loop = exportLoop(portsTo(server.uri), ended.signal, { everyMs: 50 });
    const change = { segment: record.segment, actor: 'ann', facts: {} };
    const next = { ...record, version: 'f00d'.repeat(4) };
    await registry.recordModel('prod', record);
    await registry.promote({ ...change, environment: 'prod', version: record.version });
    await registry.recordModel(environment, next);
    await registry.promote({ ...change, environment, version: next.version });
    await expect.poll(() => championOf('dev')).toBe(next.version);
    await expect.poll(() => championOf('prod')).toBe(record.version);

    await registry.tagModel({ ...{ environment, version: next.version, actor: 'ann' }, tags: { owner: 'ann' } });
    await expect.poll(() => tagOf(next.version, 'shelfcast.tag.dev.owner')).toBe('ann');
    await registry.tagModel({ ...{ environment, version: next.version, actor: 'ann' }, tags: { owner: null } });

    await registry.rollback({ id: 'r1', environment, segment: record.segment, actor: 'ann', reason: 'too low' });
    await expect.poll(() => championOf('dev')).toBe(record.version);
    await expect.poll(outstandingNow).toEqual([]);
    ended.abort();
    await loop;
    expect(await tagOf(record.version, 'shelfcast.stage.dev')).toBe('champion');
    expect(await tagOf(record.version, 'shelfcast.stage.prod')).toBe('champion');
    expect(await tagOf(next.version, 'shelfcast.stage.dev')).toBe('archived');
    expect(await tagOf(next.version, 'shelfcast.tag.dev.owner')).toBeUndefined();
  });

  test('a worker exports automatically', async () => {
    const wanted = await registry.models();
    await registry.close();
    // Another address is another target: nothing is known of it yet.
    const way = await startHttpWay(server.uri, () => 'arrives');
    for (const { info } of await runs()) await server.post('runs/delete', { run_id: info.run_id });
    const run = cli(way.uri, 'dev', '--region', 'north');
    stack = { stop: () => (run.child.kill('SIGKILL'), run.ended) };
    const finished = async (): Promise<number> =>
      (await runs()).filter(({ info }) => info.status === 'FINISHED').length;
    await expect.poll(finished, { timeout: 120_000 }).toBe(new Set(wanted.map(({ record }) => record.version)).size);
    await way.stop();
  });
});
