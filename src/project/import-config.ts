import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ProjectConfigError } from './errors.ts';
import { provideImportsToProjects } from './resolve-hook.ts';

const require = createRequire(import.meta.url);

/** The default export of a configuration file. Throws `ProjectConfigError` where there is no file, or it fails. */
export async function importConfig(file: string): Promise<unknown> {
  if (!existsSync(file)) {
    const message = 'the file does not exist; a project folder needs one whose default export is defineProject({...})';
    throw new ProjectConfigError(file, [{ path: '', message }]);
  }
  provideImportsToProjects();
  let loaded: unknown;
  try {
    loaded = await importModule(file);
  } catch (cause) {
    const message = `it cannot be imported: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new ProjectConfigError(file, [{ path: '', message }], { cause });
  }
  if (typeof loaded !== 'object' || loaded === null || !('default' in loaded)) {
    throw new ProjectConfigError(file, [{ path: '', message: 'it needs `export default defineProject({...})`' }]);
  }
  return loaded.default;
}

/**
 * A module of a project. `require` of an ES module rather than `import()`: tools that take over `import()`, as test runners do, know nothing of
 * the resolve hook. Only a module with top-level await has to go the other way.
 */
export async function importModule(file: string): Promise<unknown> {
  try {
    return require(file) as unknown;
  } catch (error) {
    const isAsync = error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE';
    if (!isAsync) throw error;
    return import(pathToFileURL(file).href);
  }
}
