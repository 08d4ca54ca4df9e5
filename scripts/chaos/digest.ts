import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentName } from '../../src/contracts/segment.ts';
import type { Week } from '../../src/contracts/week.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { canonicalJson } from '../../src/registry/canonical-json.ts';

export interface Outcome {
  readonly environment: string;
  readonly regions: readonly string[];
  /** Weeks between which the cutoffs lie, both included. */
  readonly cutoffs: { readonly from: Week; readonly before: Week };
  /** The artifact store's folder. */
  readonly artifacts: string;
  readonly registry: Registry;
}

/**
 * SHA-256 over what a run left, by region: the bytes of every published file, the champions with the hashes of their members'
 * files, and the dataset version of the latest forecasts. Which cycles led there is not in it.
 */
export async function digestOf(outcome: Outcome): Promise<string> {
  const { environment, regions, registry, cutoffs, artifacts } = outcome;
  const champions = (await registry.models()).filter(
    (one) => one.environment === environment && one.stage === 'champion',
  );
  const left: unknown[] = [];
  for (const region of regions) {
    const forecasts = await registry.forecastsBefore(environment, region, cutoffs.from, cutoffs.before);
    const { cutoff, datasetVersion, scoredBy } = forecasts.at(-1) ?? {};
    left.push({
      region,
      published: await fileHashes(join(artifacts, 'published', 'forecasts', environment, region)),
      latest: { cutoff, datasetVersion, scoredBy },
      champions: champions
        .filter(({ record }) => record.segment.region === region)
        .map(({ record }) => ({
          segment: segmentName(record.segment),
          version: record.version,
          members: record.members,
          ensemble: record.ensemble,
        })),
    });
  }
  return createHash('sha256').update(canonicalJson(left)).digest('hex');
}

async function fileHashes(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).sort();
  return Promise.all(
    names.map(async (name) => {
      const hash = createHash('sha256').update(await readFile(join(directory, name)));
      return `${name} ${hash.digest('hex')}`;
    }),
  );
}
