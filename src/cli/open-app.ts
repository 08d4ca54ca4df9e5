import { userInfo } from 'node:os';
import type { App, OperationStep } from '../app/app.ts';
import { resolve } from 'node:path';
import { artifactsSource } from '../composition/sources.ts';
import { openProject, type ModelsOptions } from './models/open-models.ts';

/** Options of every command that runs an operation. */
export type AppOptions = ModelsOptions;

/**
 * What operations need, on a project and its state folder. Only the project is loaded at once; the rest when it is first asked for.
 *
 * @param onStep gets what operations have done so far
 */
export async function openApp(
  options: AppOptions,
  onStep: (step: OperationStep) => void = () => undefined,
): Promise<App> {
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
    withJobs: async (use) => (await import('./with-jobs.ts')).withJobs(project, state, use),
    openStorage,
    readRows: async (table, conditions) => {
      const { store } = await openStorage();
      return (await import('../composition/read-rows.ts')).readRows(await store.localPath(table), conditions);
    },
    onStep,
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
    openLandingWriter: async () =>
      (await import('../composition/open-storage.ts')).openLandingWriter(project.landingDirectory),
  };
}
