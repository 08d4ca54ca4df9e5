import { conditionersText } from '../../reports/conditioners/conditioners-text.ts';
import { openProject, type ModelsOptions } from '../models/open-models.ts';
import { withJobs } from '../with-jobs.ts';

/** `shelfcast conditioners test`: returns the exit code, 0 where every conditioner passes. */
export async function testConditionersCommand(
  options: ModelsOptions & { readonly source?: readonly string[] },
): Promise<number> {
  const { project, state } = await openProject(options);
  const input = options.source ? { sources: options.source } : {};
  const tests = await withJobs(project, state, (jobs) => jobs.run('conditioners', 'test-conditioners', input));
  process.stdout.write(options.json ? `${JSON.stringify(tests, undefined, 2)}\n` : conditionersText(tests));
  const failed = tests.some(
    ({ files, failures }) => [failures, ...files.map((file) => file.failures)].flat().length > 0,
  );
  return failed ? 1 : 0;
}
