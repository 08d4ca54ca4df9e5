import { conditionAhead } from '../../datasets/condition-ahead.ts';
import type { JobContext } from '../job-context.ts';

/** Conditions some files of a source before it is ingested, so that several processes share the work. */
export function conditionFilesJob(
  { source, paths }: { source: string; paths: readonly string[] },
  context: JobContext,
): Promise<{ readonly conditioned: number }> {
  return conditionAhead(context, context.project, source, paths, ({ file, done, of }) =>
    context.progress({ step: `${file} (${done} of ${of})` }),
  );
}
