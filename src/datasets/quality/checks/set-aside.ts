import type { SourceQuality } from '../../../contracts/dataset.ts';
import type { CheckRule, Verdict } from '../check-rule.ts';
import { percent } from '../percent.ts';

/** Rows with the key of an earlier row of their file. */
export const uniqueness: CheckRule<'uniqueness'> = {
  judge: ({ maxShare }, { quality }) =>
    judge(maxShare, quality, ['duplicate-identical', 'duplicate-conflicting'], 'rows came twice in their file'),
};

/** Rows of stores or items that the project does not know. */
export const referential: CheckRule<'referential'> = {
  judge: ({ maxShare }, { quality }) =>
    judge(maxShare, quality, ['unknown-store', 'unknown-item'], 'rows name an unknown store or item'),
};

/** Rows set aside for some reasons, as a share of the source's rows. */
function judge(
  maxShare: number,
  { rows, quarantined }: SourceQuality,
  reasons: readonly (keyof SourceQuality['quarantined'])[],
  what: string,
): Verdict {
  const aside = reasons.reduce((sum, reason) => sum + (quarantined[reason] ?? 0), 0);
  const share = aside === 0 ? 0 : aside / (rows + aside);
  return { passed: share <= maxShare, detail: `${aside} ${what}, ${percent(share)}; limit ${percent(maxShare)}` };
}
