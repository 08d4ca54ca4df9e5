import type { ConditionedFile } from '../../contracts/dataset.ts';
import type { ValidationTest } from '../../contracts/validation.ts';
import { testConditioner } from '../../datasets/conditioning/test-conditioner.ts';
import type { LoadedSource } from '../../project/loaded-project.ts';
import type { JobContext } from '../job-context.ts';
import { conditionAgain } from './condition-again.ts';
import { judge } from './judge.ts';

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

/** A source that is read in chunks has to give the same in small ones: its conditioner may not look across rows. */
export async function sameInChunks(source: LoadedSource, context: JobContext): Promise<ValidationTest> {
  const { test, skip } = judge('data', source.name);
  const name = 'conditions the same in small chunks';
  if (source.reads === 'file') return skip(name, 'the source is read by whole files');
  const { files, failures } = await testConditioner(context, context.project, source);
  const faults = [...failures, ...files.flatMap((file) => file.failures.map((fault) => `${file.file} ${fault}`))];
  return test(name, faults.length === 0, faults.length === 0 ? `${files.length} files tried` : faults.join('; '));
}
