import { userInfo } from 'node:os';
import type { App } from '../app/app.ts';

/** What operations need that are about files alone: they know who asks, and have no project. */
export function appWithoutProject(parts: Partial<App> = {}): App {
  const missing = (what: string) => (): never => {
    throw new Error(`this command has no project, and so no ${what}`);
  };
  return {
    get actor() {
      return userInfo().username;
    },
    get project() {
      return missing('configuration')();
    },
    withRegistry: missing('registry'),
    withRegistryIfAny: missing('registry'),
    withJobs: missing('jobs'),
    withWarmJobs: missing('jobs'),
    withLocalState: missing('state'),
    openStorage: missing('storage'),
    openArtifacts: missing('other artifact store'),
    readRows: missing('tables'),
    sumRows: missing('tables'),
    readRowTexts: () => Promise.resolve(undefined),
    exportRows: missing('tables'),
    openLandingWriter: missing('landing'),
    openExportTarget: missing('models'),
    temporalUis: missing('environments'),
    ownBuildId: missing('build'),
    openReplay: missing('workflows'),
    prepareStores: missing('stores'),
    withOrchestration: missing('server'),
    writeGrocer: missing('place for a grocer'),
    output: { write: missing('output') },
    onStep: () => undefined,
    ...parts,
  };
}
