import type { ForecastSummary } from '../contracts/cycle.ts';
import type { ArtifactRef } from '../contracts/artifact.ts';
import type { Segment } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';
import type { CyclePorts } from './ports.ts';

/** Scores every segment of a region with its champion, or with the baseline where it has none. */
export async function scoreRegion(
  { jobs, registry }: CyclePorts,
  input: {
    environment: string;
    region: string;
    cutoff: Week;
    manifest: ArtifactRef;
    segments: readonly { segment: Segment; items: readonly string[]; champion?: string }[];
  },
): Promise<ForecastSummary> {
  const segments = await Promise.all(
    input.segments.map(async ({ segment, items, champion: version }) => {
      const champion = version === undefined ? undefined : await registry.model(version);
      return { segment, items, ...(champion ? { champion } : {}) };
    }),
  );
  return jobs.run('score-region', { ...input, segments });
}
