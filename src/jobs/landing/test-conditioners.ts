import type { ConditionerTest } from '../../contracts/conditioner-test.ts';
import { testConditioner } from '../../datasets/conditioning/test-conditioner.ts';
import { sourceNamed } from '../../datasets/ingest.ts';
import type { JobContext } from '../job-context.ts';

/** Tries the conditioners of some sources, all by default, on samples of their landing files. */
export async function testConditionersJob(
  { sources }: { sources?: readonly string[] },
  context: JobContext,
): Promise<readonly ConditionerTest[]> {
  const tests: ConditionerTest[] = [];
  for (const name of sources ?? context.project.sources.map((source) => source.name)) {
    context.progress({ step: name });
    tests.push(await testConditioner(context, context.project, sourceNamed(context.project, name)));
  }
  return tests;
}
