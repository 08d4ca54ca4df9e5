import type { IngestedSource } from '../../contracts/dataset.ts';
import { ingestSource } from '../../datasets/ingest.ts';
import type { JobContext } from '../job-context.ts';

/** Takes the new and changed files of a source from landing and conditions them. */
export function ingestSourceJob({ source }: { source: string }, context: JobContext): Promise<IngestedSource> {
  return ingestSource(context, context.project, source, {
    onFile: ({ file, done, of }) => context.progress({ step: `${file} (${done} of ${of})` }),
  });
}
