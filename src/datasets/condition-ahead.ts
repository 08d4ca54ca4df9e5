import type { LoadedProject } from '../project/loaded-project.ts';
import { conditionFile } from './conditioning/condition-file.ts';
import type { IngestOptions } from './ingest.ts';
import { sourceNamed } from './ingest.ts';
import type { DatasetPorts } from './ports.ts';

/**
 * Conditions files of a source and leaves their results to be found by `ingestSource`. What is wrong with a file is not told here:
 * `ingestSource` comes upon it again, in its own order, and alone decides what becomes of the source.
 */
export async function conditionAhead(
  ports: DatasetPorts,
  project: LoadedProject,
  sourceName: string,
  paths: readonly string[],
  onFile?: IngestOptions['onFile'],
): Promise<{ readonly conditioned: number }> {
  const source = sourceNamed(project, sourceName);
  let conditioned = 0;
  for (const [index, path] of paths.entries()) {
    try {
      const file = await ports.landing.find(path);
      if (file && (await conditionFile(ports, project, source, file)).isNew) conditioned += 1;
    } catch {
      // Told by `ingestSource`.
    }
    onFile?.({ file: path, done: index + 1, of: paths.length });
  }
  return { conditioned };
}
