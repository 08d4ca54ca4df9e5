import type { ConditionedFile } from '../../contracts/dataset.ts';
import type { ValidationTest } from '../../contracts/validation.ts';
import { addWeeks } from '../../contracts/week.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { readPanel } from '../../datasets/read-panel.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';
import { sameInChunks, sameTwice } from './conditioner-tests.ts';
import { laterWeeksTests } from './later-weeks.ts';
import { datasetTests } from './panel-tests.ts';
import { judge } from './judge.ts';

/** Tests what conditioners made of the sources, and the dataset version of a region. */
export async function validateDataJob(
  { manifest: ref, sources, region }: JobInput<'validate-data'>,
  context: JobContext,
): Promise<readonly ValidationTest[]> {
  const listings = new Map<string, readonly ConditionedFile[]>();
  for (const { source, listing } of sources) listings.set(source, await getJson(context.store, listing));
  const manifest = await readManifest(context.store, ref);
  const tests: ValidationTest[] = [];
  // Sources are the same for all regions: those of the first one are looked at.
  if (region === 'first') {
    for (const [source, listing] of listings) {
      context.progress({ step: `conditioning ${source} again` });
      const twice = await sameTwice(source, listing, context);
      tests.push(twice);
      const loaded = context.project.sources.find(({ name }) => name === source);
      if (loaded && twice.state === 'passed') tests.push(await sameInChunks(loaded, context));
    }
    context.progress({ step: 'looking for use of later weeks' });
    if (tests.every(({ state }) => state !== 'failed')) {
      const past = addWeeks(manifest.cutoff, -context.project.resolved.horizonWeeks);
      tests.push(...(await laterWeeksTests(past, listings, context)));
    } else {
      const { skip } = judge('data', 'all sources');
      tests.push(skip('does not use later weeks', 'a conditioner does not give the same twice'));
    }
  }
  context.progress({ step: 'looking at the dataset' });
  const formats = [...new Set(manifest.partitions.map(({ format }) => format))];
  const panels = [];
  for (const format of formats) panels.push(await readPanel(context, manifest, format));
  return [...tests, ...(await datasetTests(manifest, panels, context))];
}
