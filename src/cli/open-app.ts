import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { App } from '../app/app.ts';
import { artifactsSource, localStateFolder } from '../composition/sources.ts';
import { openProject, type ModelsOptions } from './models/open-models.ts';

/** Options of every command that runs an operation. */
export type AppOptions = ModelsOptions;

/** Where a command wants what an operation has to say before its answer. Default: nowhere. */
export type CommandEnds = Partial<Pick<App, 'onStep' | 'output'>>;

/** What operations need, on a project and its state folder. Only the project is loaded before it is asked for. */
export async function openApp(options: AppOptions, ends: CommandEnds = {}): Promise<App> {
  const { project, state } = await openProject(options);
  const openStorage: App['openStorage'] = async () => {
    const { openStorage: open } = await import('../composition/open-storage.ts');
    return open({ artifacts: artifactsSource(state), landing: project.landingDirectory });
  };
  return {
    get actor() {
      return userInfo().username;
    },
    project,
    withRegistry: async (use) => (await import('./with-registry.ts')).withRegistry(state, use),
    withRegistryIfAny: async (use) => (await import('./with-registry.ts')).withRegistryIfAny(state, use),
    withLocalState: async (local, use) => {
      const folder = resolve(options.state ?? localStateFolder(project.directory));
      return (await import('./with-local-state.ts')).withLocalState(project, folder, local, use);
    },
    withJobs: async (use) => (await import('./with-jobs.ts')).withJobs(project, state, use),
    withWarmJobs: async (use) => (await import('./with-jobs.ts')).withJobs(project, state, use),
    openStorage,
    openArtifacts: async (location) => (await import('../composition/open-storage.ts')).openArtifacts(location),
    readRows: async (table, conditions, range) => {
      const { store } = await openStorage();
      return (await import('../composition/read-rows.ts')).readRows(await store.localPath(table), conditions, range);
    },
    sumRows: async (table, conditions, sums) => {
      const { store } = await openStorage();
      return (await import('../composition/read-rows.ts')).sumRows(await store.localPath(table), conditions, sums);
    },
    readRowTexts: () => Promise.resolve(undefined),
    exportRows: async (table, request, signal) => {
      const { store } = await openStorage();
      const { createTableExports } = await import('../composition/table-exports.ts');
      return createTableExports().open({ ...request, path: await store.localPath(table) }, signal);
    },
    onStep: () => undefined,
    output: { write: () => Promise.resolve() },
    withOrchestration: async (use) => {
      const { openOrchestration } = await import('../composition/open-orchestration.ts');
      const stackFolder = resolve(options.state ?? `${project.directory}/.shelfcast`);
      const orchestration = await openOrchestration(stackFolder, project.resolved.name);
      try {
        return await use(orchestration);
      } finally {
        await orchestration.close();
      }
    },
    prepareStores: async (preparation) => {
      const { prepareStores } = await import('../composition/prepare-stores.ts');
      return prepareStores(state, project.landingDirectory, preparation);
    },
    temporalUis: async () => {
      const { temporalUis } = await import('../composition/temporal-uis.ts');
      return temporalUis(state, Object.keys(project.resolved.environments));
    },
    ownBuildId: async () => (await import('../composition/workflows/own-build-id.ts')).ownBuildId(),
    openReplay: async () => (await import('../composition/workflows/replay-histories.ts')).openReplay(),
    openExportTarget: async () =>
      (await import('../composition/tracking/export-target.ts')).openExportTarget(project.resolved.name),
    writeGrocer: () => Promise.reject(new Error('this command has no place for a grocer')),
    openLandingWriter: async () =>
      (await import('../composition/open-storage.ts')).openLandingWriter(project.landingDirectory),
    ...ends,
  };
}
