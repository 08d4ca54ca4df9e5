import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** The folder of this package. */
const packageDirectory = fileURLToPath(new URL('../..', import.meta.url));

/** What `shelfcast` is: in a checkout the sources, where `package.json` names what is compiled of them. */
const ownEntry = new URL(import.meta.url.endsWith('.ts') ? '../index.ts' : '../index.js', import.meta.url).href;

/** What else a project folder may import without installing anything. */
const provided = ['arquero', 'zod', '@tensorflow/tfjs-node'];

let registered = false;

/**
 * Lets files outside this package import `shelfcast`, `arquero`, `zod` and tfjs-node as if they were part of it: a project folder
 * needs no `node_modules`, its tables and schemas are of the same classes as the engine's, and TensorFlow is loaded once per process,
 * by the addon that sets its switches. Projects that come along in a checkout get the same `shelfcast`. Holds for the process.
 */
export function provideImportsToProjects(): void {
  if (registered) return;
  registered = true;
  const ownUrl = pathToFileURL(join(packageDirectory, 'package.json')).href;
  const ownFolder = pathToFileURL(packageDirectory).href;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const { parentURL } = context;
      const isOwn = parentURL?.startsWith(ownFolder) ?? false;
      const isOfProject = parentURL?.startsWith('file:') && (isOwn || !parentURL.includes('/node_modules/'));
      if (!isOfProject) return nextResolve(specifier, context);
      if (specifier === 'shelfcast') return nextResolve(ownEntry, context);
      const isProvided = provided.some((name) => specifier === name || specifier.startsWith(`${name}/`));
      return nextResolve(specifier, isOwn || !isProvided ? context : { ...context, parentURL: ownUrl });
    },
  });
}
