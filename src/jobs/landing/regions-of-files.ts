import { regionsOfFiles } from '../../datasets/regions-of-files.ts';
import type { FileOfSource, FileRegions } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';

/** Conditions landing files to tell which regions they are about. */
export function regionsOfFilesJob(
  { files }: { files: readonly FileOfSource[] },
  context: JobContext,
): Promise<readonly FileRegions[]> {
  return regionsOfFiles(context, context.project, files, {
    onFile: ({ file, done, of }) => context.progress({ step: `${file} (${done} of ${of})` }),
  });
}
