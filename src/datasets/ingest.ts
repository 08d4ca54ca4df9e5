import type { IngestedSource } from '../contracts/dataset.ts';
import type { LoadedProject, LoadedSource } from '../project/loaded-project.ts';
import { conditionFile } from './conditioning/condition-file.ts';
import { eachFile } from './conditioning/each-file.ts';
import { addReasons } from './conditioning/quarantine.ts';
import { correctionOrder } from '../contracts/correction-order.ts';
import { SourceEmptyError, UnknownSourceError } from './errors.ts';
import type { DatasetPorts } from './ports.ts';
import { putJson } from '../ports/json-artifacts.ts';

export interface IngestOptions {
  /** Called after each file, for heartbeats and progress. */
  readonly onFile?: (progress: { readonly file: string; readonly done: number; readonly of: number }) => void;
}

/**
 * Brings one source up to date: lists its landing files, conditions those that are new or changed, and takes over what
 * earlier runs made of the others; a second run does nothing. What is conditioned is never changed afterwards: a file
 * that was removed or replaced in landing is left out of the next listing.
 *
 * Throws `SourceEmptyError`, `FileEmptyError`, `FileUnreadableError`, `HeaderError`, `ColumnMissingError`,
 * `ConditionerFailedError`, `ConditionerOutputError`, `TooManyBadRowsError`, `LandingLinkError`, and
 * `LandingFileChangedError`, the only one that another attempt can fix.
 */
export async function ingestSource(
  ports: DatasetPorts,
  project: LoadedProject,
  sourceName: string,
  options: IngestOptions = {},
): Promise<IngestedSource> {
  const source = sourceNamed(project, sourceName);
  const landed = await ports.landing.list(source.landing);
  if (landed.length === 0) {
    throw new SourceEmptyError({
      source: source.name,
      glob: source.landing,
      landingDirectory: project.landingDirectory,
    });
  }
  let done = 0;
  const conditioned = await eachFile(
    landed.toSorted((a, b) => correctionOrder(a.path, b.path)),
    async (file) => {
      const result = await conditionFile(ports, project, source, file);
      options.onFile?.({ file: file.path, done: (done += 1), of: landed.length });
      return result;
    },
  );
  const files = conditioned.map(({ file }) => file);
  return {
    source: source.name,
    files: files.length,
    newFiles: conditioned.filter(({ isNew }) => isNew).length,
    rows: files.reduce((sum, file) => sum + file.rows, 0),
    quarantined: files.reduce((sum, file) => sum + file.quarantinedRows, 0),
    reasons: addReasons(...files.map((file) => file.reasons)),
    listing: await putJson(ports.store, files),
  };
}

/** A source of the project. Throws `UnknownSourceError`. */
export function sourceNamed(project: LoadedProject, name: string): LoadedSource {
  const source = project.sources.find((candidate) => candidate.name === name);
  if (!source) throw new UnknownSourceError({ source: name, known: project.sources.map((known) => known.name) });
  return source;
}
