import { NoProfileError } from '../ports/environment-errors.ts';
import { environmentTarget } from './environment-target.ts';
import { temporalUi } from './sources.ts';

/**
 * Address of each environment's namespace in Temporal's UI, e.g. `http://127.0.0.1:8233/namespaces/dev`; without environments whose
 * namespace nothing names. Empty where nobody has said where the UI is.
 */
export function temporalUis(stateFolder: string, environments: readonly string[]): Readonly<Record<string, string>> {
  const ui = temporalUi(stateFolder);
  if (ui === undefined) return {};
  return Object.fromEntries(
    environments.flatMap((environment) => {
      const namespace = namespaceOf(environment);
      return namespace === undefined ? [] : [[environment, `${ui}/namespaces/${encodeURIComponent(namespace)}`]];
    }),
  );
}

function namespaceOf(environment: string): string | undefined {
  try {
    return environmentTarget(environment).namespace;
  } catch (error) {
    if (error instanceof NoProfileError) return undefined;
    throw error;
  }
}
