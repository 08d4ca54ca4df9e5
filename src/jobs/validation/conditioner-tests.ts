import type { ConditionedFile } from '../../contracts/dataset.ts';
import type { ValidationTest } from '../../contracts/validation.ts';
import type { JobContext } from '../job-context.ts';
import { conditionAgain } from './condition-again.ts';
import { judge } from './test-of.ts';

/** Conditions a source once more: the same files have to give the same bytes. */
export async function sameTwice(
  source: string,
  listing: readonly ConditionedFile[],
  context: JobContext,
): Promise<ValidationTest> {
  const { test } = judge('data', source);
  const again = await conditionAgain(context, source, 'again');
  const other = listing.find(({ path, conditioned }) => {
    return again.find((file) => file.path === path)?.conditioned.hash !== conditioned.hash;
  });
  return test(
    'conditions the same twice',
    other === undefined,
    other === undefined
      ? `${listing.length} files, the same bytes`
      : `${other.path} gave other rows the second time: the conditioner depends on more than its input`,
  );
}
