import type { ConditionedFile, QuarantineReason } from '../../contracts/dataset.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import type { LoadedSource } from '../../project/loaded-project.ts';
import { encodingHint } from '../raw/read-raw.ts';
import { notUtf8 } from '../raw/text-parts.ts';

type Hint = (source: LoadedSource, firstBad: string) => string | undefined;

/** What is most likely wrong with the project, where most bad rows of a file have this reason. */
const hints: Partial<Record<QuarantineReason, Hint>> = {
  'malformed-line': (_, firstBad) => (firstBad.includes(notUtf8) ? encodingHint : undefined),
  'unknown-format': () => 'if the project has formats of its own, list them in its option formats',
  'unknown-region': () => 'if the region is new, add it to the regions of the project',
  // Days or tills of a week have the key of an earlier row.
  'duplicate-conflicting': ({ kind, repeatedWeek }) =>
    sourceKindFacts[kind].unitsColumn === undefined || repeatedWeek === 'parts'
      ? undefined
      : "if rows of one store, item and week add up, as days do, declare repeatedWeek: 'parts' for the source",
};

/** The way out besides a corrected file; `undefined` where the rows do not point to one. */
export function badRowsHint(
  source: LoadedSource,
  { reasons, quarantinedRows }: Pick<ConditionedFile, 'reasons' | 'quarantinedRows'>,
  firstBad: string,
): string | undefined {
  const most = Object.entries(reasons).find(([, rows]) => 2 * rows >= quarantinedRows);
  return most && hints[most[0] as QuarantineReason]?.(source, firstBad);
}
