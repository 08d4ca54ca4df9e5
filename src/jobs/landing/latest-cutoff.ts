import type { Week } from '../../contracts/week.ts';
import { NoDataError } from '../../datasets/errors.ts';
import { ingestSource } from '../../datasets/ingest.ts';
import { latestCutoff } from '../../datasets/latest-cutoff.ts';
import type { JobContext } from '../job-context.ts';

/** The last week a region has shipments for, from what is in landing now. */
export async function latestCutoffJob({ region }: { region: string }, context: JobContext): Promise<Week> {
  const { project, progress } = context;
  const needed = project.sources.filter(({ kind }) => kind === 'shipments' || kind === 'stores');
  const ingested = [];
  for (const { name } of needed) {
    progress({ step: `reading ${name}` });
    ingested.push(await ingestSource(context, project, name));
  }
  const cutoff = await latestCutoff(context, project, ingested, region);
  if (cutoff === undefined) throw new NoDataError({ region, cutoff: 'the latest week', missing: 'shipments' });
  return cutoff;
}
