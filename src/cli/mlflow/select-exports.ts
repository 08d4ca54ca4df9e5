import type { ModelExport } from '../../ports/model-exports.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import { knownVersions, outstanding, type Outstanding } from '../../tracking/outstanding.ts';
import { selectModel } from '../models/select-models.ts';
import { UsageError } from '../usage.ts';

/** Which models to export: what the target lacks, or more or less than that. */
export interface WantedExports {
  readonly version?: string;
  /** A day, `2026-11-09`. */
  readonly since?: string;
  readonly all?: boolean;
}

/** The versions to export, the oldest first. Throws `UsageError` on a version or day that is none. */
export function selectExports(
  models: readonly RegisteredModel[],
  exports: readonly ModelExport[],
  { version, since, all = false }: WantedExports,
): readonly Outstanding[] {
  if (since !== undefined && !isDay(since)) throw new UsageError(`--since takes a day, YYYY-MM-DD, not "${since}"`);
  const only = version === undefined ? undefined : selectModel(models, '', version).record.version;
  const chosen = knownVersions(models)
    .filter((known) => only === undefined || known.version === only)
    .filter((known) => since === undefined || known.registeredAt >= since);
  // One that is named is written whatever is remembered of it: the server may have lost it.
  return all || only !== undefined
    ? chosen.filter(({ hasFiles }) => hasFiles).map((known) => ({ ...known, what: 'model' }))
    : outstanding(chosen, exports);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
