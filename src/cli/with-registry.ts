import { openRegistryOf } from '../composition/open-registry.ts';
import { explainRegistryFault } from '../composition/registry-fault.ts';
import { registrySource } from '../composition/sources.ts';
import type { Registry } from '../ports/registry.ts';

/**
 * Opens the registry that goes with a state folder for as long as it takes. Throws `NoRegistryError` where there is none yet,
 * `RegistryUnreachableError` or `RegistryNotPreparedError` where a server's cannot be used.
 */
export async function withRegistry<Result>(
  stateFolder: string,
  use: (registry: Registry) => Promise<Result>,
): Promise<Result> {
  const registry = await openRegistryOf(stateFolder);
  try {
    return await use(registry);
  } catch (error) {
    const source = registrySource(stateFolder);
    throw source?.from === 'environment' ? explainRegistryFault(error, source.url) : error;
  } finally {
    await registry.close();
  }
}

/** The same; `undefined` where there is no registry yet. */
export async function withRegistryIfAny<Result>(
  stateFolder: string,
  use: (registry: Registry) => Promise<Result>,
): Promise<Result | undefined> {
  return registrySource(stateFolder) ? withRegistry(stateFolder, use) : undefined;
}
