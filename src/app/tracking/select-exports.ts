import type { Registry } from '../../ports/registry.ts';
import { knownVersions, outstanding, type Outstanding } from '../../tracking/outstanding.ts';
import { selectModel } from '../models/select-model.ts';

/** Which models to export: what the target lacks, or more or less than that. */
interface WantedExports {
  readonly version?: string;
  /** A day, `2026-11-09`. */
  readonly since?: string;
  readonly all?: boolean;
}

/** The versions to export, the oldest first. Throws `Refusal` on a version. */
export async function selectExports(
  registry: Pick<Registry, 'models' | 'findModels' | 'modelExports'>,
  target: string,
  { version, since, all = false }: WantedExports,
): Promise<readonly Outstanding[]> {
  const only = version === undefined ? undefined : (await selectModel(registry, '', version)).record.version;
  const chosen = knownVersions(await registry.models())
    .filter((known) => only === undefined || known.version === only)
    .filter((known) => since === undefined || known.registeredAt >= since);
  // One that is named is written whatever is remembered of it: the server may have lost it.
  return all || only !== undefined
    ? chosen.filter(({ hasFiles }) => hasFiles).map((known) => ({ ...known, what: 'model' }))
    : outstanding(chosen, await registry.modelExports(target));
}
