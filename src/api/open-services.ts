import { availableParallelism } from 'node:os';
import type { App, OperationJobs } from '../app/app.ts';
import { createLocalJobs } from '../composition/local-jobs.ts';
import { createTableExports } from '../composition/table-exports.ts';
import { createWarmJobs } from '../composition/warm-jobs.ts';
import { openOrchestration } from '../composition/open-orchestration.ts';
import { openRegistryOf } from '../composition/open-registry.ts';
import { openTableReader } from '../composition/read-rows.ts';
import { openStorage } from '../composition/open-storage.ts';
import { RowTexts } from '../composition/row-texts.ts';
import { artifactsSource } from '../composition/sources.ts';
import { temporalUis } from '../composition/temporal-uis.ts';
import type { ForecastQuery } from '../ports/forecast-catalogue.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { ApiError } from './api-error.ts';
import { keptOpen } from './kept-open.ts';
import { sharedLook } from './shared-look.ts';

/** What the operations of a long-lived process share: one registry, one connection to Temporal, processes for jobs. */
export interface Services {
  /** What operations work with, on behalf of somebody. */
  appFor(actor: string, ends?: Partial<Pick<App, 'output'>>): App;
  close(): Promise<void>;
}

/** Opens each part when it is first asked for, and keeps it; what could not be opened is tried again by the next request. */
export function openServices(project: LoadedProject, stateFolder: string): Services {
  const registry = keptOpen(async () => {
    const opened = await openRegistryOf(stateFolder);
    // Every reader of forecasts asks first which ones hold.
    return { ...opened, findForecasts: sharedLook((query: ForecastQuery) => opened.findForecasts(query)) };
  });
  const orchestration = keptOpen(() => openOrchestration(stateFolder, project.resolved.name));
  const storage = keptOpen(() =>
    openStorage({ artifacts: artifactsSource(stateFolder), landing: project.landingDirectory }),
  );
  const tables = keptOpen(openTableReader);
  const runner = keptOpen(() => Promise.resolve(createLocalJobs(project, stateFolder)));
  const exports = createTableExports();
  const warm = keptOpen(() => Promise.resolve(createWarmJobs(project, stateFolder)));
  const closing = new AbortController();
  const texts = new RowTexts(closing.signal);

  const jobsOf = (of: typeof runner): OperationJobs => ({
    slots: availableParallelism(),
    signal: closing.signal,
    run: async (_title, job, input, end) => {
      const signal = end ? AbortSignal.any([closing.signal, end]) : closing.signal;
      return (await of.get()).run(job, input, { signal, onProgress: () => undefined });
    },
    say: () => undefined,
  });
  const notHere = (what: string) => (): Promise<never> =>
    Promise.reject(new ApiError('no-such-route', `the API does not ${what}`));

  return {
    appFor: (actor, ends = {}) => ({
      actor,
      project,
      withRegistry: async (use) => use(await registry.get()),
      withRegistryIfAny: async (use) => use(await registry.get()),
      withJobs: (use) => use(jobsOf(runner)),
      withWarmJobs: (use) => use(jobsOf(warm)),
      openStorage: () => storage.get(),
      openArtifacts: notHere('copy artifacts'),
      readRows: async (table, conditions, range) => {
        const { store } = await storage.get();
        return (await tables.get()).readRows(await store.localPath(table), conditions, range);
      },
      sumRows: async (table, conditions, sums) => {
        const { store } = await storage.get();
        return (await tables.get()).sumRows(await store.localPath(table), conditions, sums);
      },
      readRowTexts: async (table, conditions, range) => {
        const { store } = await storage.get();
        return texts.read({ ...table, path: await store.localPath(table) }, conditions, range);
      },
      exportRows: async (table, request, signal) => {
        const path = await (await storage.get()).store.localPath(table);
        return exports.open({ ...request, path }, AbortSignal.any([closing.signal, signal]));
      },
      withOrchestration: async (use) => use(await orchestration.get()),
      onStep: () => undefined,
      output: { write: () => Promise.resolve() },
      withLocalState: notHere('run local cycles'),
      openLandingWriter: async () =>
        (await import('../composition/open-storage.ts')).openLandingWriter(project.landingDirectory),
      openExportTarget: async () =>
        (await import('../composition/tracking/export-target.ts')).openExportTarget(project.resolved.name),
      prepareStores: notHere('prepare stores'),
      temporalUis: () => Promise.resolve(temporalUis(stateFolder, Object.keys(project.resolved.environments))),
      ownBuildId: async () => (await import('../composition/workflows/own-build-id.ts')).ownBuildId(),
      openReplay: notHere('replay histories'),
      writeGrocer: notHere('generate data'),
      ...ends,
    }),
    async close() {
      closing.abort(new Error('the API is stopping'));
      (await runner.ifOpen())?.close();
      (await warm.ifOpen())?.close();
      await (await orchestration.ifOpen())?.close();
      await (await registry.ifOpen())?.close();
    },
  };
}
