import type { LoadedProject } from '../project/loaded-project.ts';
import type { LandingFile } from '../ports/landing.ts';
import { conditionFile } from './conditioning/condition-file.ts';
import { eachFile } from './conditioning/each-file.ts';
import type { IngestOptions } from './ingest.ts';
import { sourceNamed } from './ingest.ts';
import type { DatasetPorts } from './ports.ts';

/** By `ingestSource`. */
const toldLater = (): undefined => undefined;

/**
 * Conditions files of a source and leaves their results to be found by `ingestSource`. What is wrong with a file is not reported
 * here: `ingestSource` finds it again, in its own order, and alone decides what happens to the source.
 */
export async function conditionAhead(
  ports: DatasetPorts,
  project: LoadedProject,
  sourceName: string,
  paths: readonly string[],
  onFile?: IngestOptions['onFile'],
): Promise<{ readonly conditioned: number }> {
  const source = sourceNamed(project, sourceName);
  const found: LandingFile[] = [];
  for (const path of paths) {
    const file = await ports.landing.find(path).catch(toldLater);
    if (file) found.push(file);
  }
  let done = 0;
  const results = await eachFile(found, async (file) => {
    const result = await conditionFile(ports, project, source, file).catch(toldLater);
    onFile?.({ file: file.path, done: (done += 1), of: found.length });
    return result;
  });
  return { conditioned: results.filter((result) => result?.isNew).length };
}
