import type { ConditionedFile, IngestedSource } from '../../contracts/dataset.ts';
import { sourceKinds, type SourceKind } from '../../contracts/source-kinds.ts';
import type { LoadedProject, LoadedSource } from '../../project/loaded-project.ts';
import { UnknownSourceError } from '../errors.ts';
import type { DatasetPorts } from '../ports.ts';
import { getJson } from '../../ports/json-artifacts.ts';

/** A source with its conditioned files, in the order in which later ones correct earlier ones. */
export interface SourceFiles {
  readonly source: LoadedSource;
  readonly files: readonly ConditionedFile[];
}

/** Fetches the listings of a project's sources, all by default. Throws `UnknownSourceError` where one was not ingested. */
export async function loadSourceFiles(
  ports: Pick<DatasetPorts, 'store'>,
  project: LoadedProject,
  ingested: readonly IngestedSource[],
  kinds: readonly SourceKind[] = sourceKinds,
): Promise<readonly SourceFiles[]> {
  return Promise.all(
    project.sources
      .filter(({ kind }) => kinds.includes(kind))
      .map(async (source) => {
        const listing = ingested.find((candidate) => candidate.source === source.name)?.listing;
        if (!listing)
          throw new UnknownSourceError({ source: source.name, known: ingested.map((known) => known.source) });
        return { source, files: await getJson<readonly ConditionedFile[]>(ports.store, listing) };
      }),
  );
}

/** The sources of one kind, ordered by name. */
export function ofKind(sources: readonly SourceFiles[], kind: SourceKind): readonly SourceFiles[] {
  return sources
    .filter((candidate) => candidate.source.kind === kind)
    .toSorted((a, b) => (a.source.name < b.source.name ? -1 : 1));
}
