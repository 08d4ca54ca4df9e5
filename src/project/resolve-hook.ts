import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** The folder of this package. */
const packageDirectory = fileURLToPath(new URL('../..', import.meta.url));

/** What a project folder may import without installing anything. */
const provided = ['shelfcast', 'arquero', 'zod', '@tensorflow/tfjs-node'];

let registered = false;

/**
 * Lets files outside this package import `shelfcast`, `arquero`, `zod` and tfjs-node as if they were part of it: a project folder
 * needs no `node_modules`, its tables and schemas are of the same classes as the engine's, and TensorFlow is loaded once per process,
 * by the addon that sets its switches. Holds for the process.
 */
export function provideImportsToProjects(): void {
  if (registered) return;
  registered = true;
  const ownUrl = pathToFileURL(join(packageDirectory, 'package.json')).href;
  const ownFolder = pathToFileURL(packageDirectory).href;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const isOutside = context.parentURL?.startsWith('file:') && !context.parentURL.startsWith(ownFolder);
      const isProvided = provided.some((name) => specifier === name || specifier.startsWith(`${name}/`));
      if (!isOutside || !isProvided || context.parentURL?.includes('/node_modules/')) {
        return nextResolve(specifier, context);
      }
      return nextResolve(specifier, { ...context, parentURL: ownUrl });
    },
  });
}
