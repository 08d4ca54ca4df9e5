import type { ForecastSummary } from '../contracts/cycle.ts';
import type { ArtifactRef } from '../contracts/artifact.ts';
import type { Segment } from '../contracts/segment.ts';
import type { Fallback } from '../contracts/serving.ts';
import type { Week } from '../contracts/week.ts';
import { lastProvisional } from './last-provisional.ts';
import type { CyclePorts } from './ports.ts';

/** Scores every segment of a region: with the model or fallback that was chosen, or with the best of what else there is. */
export async function scoreRegion(
  ports: CyclePorts,
  input: {
    environment: string;
    region: string;
    cutoff: Week;
    manifest: ArtifactRef;
    segments: readonly { segment: Segment; items: ArtifactRef; champion?: string; fallback?: Fallback }[];
  },
): Promise<ForecastSummary> {
  const segments = await Promise.all(
    input.segments.map(async ({ segment, items, champion: version, fallback }) => {
      const champion = version === undefined ? undefined : await ports.registry.model(version);
      if (champion) return { segment, items, champion };
      if (fallback) return { segment, items, fallback };
      const before = await lastProvisional(ports, { ...input, segment });
      const provisional = `no champion; challenger ${before?.version} served before`;
      return { segment, items, ...(before ? { champion: before, provisional } : {}) };
    }),
  );
  return ports.jobs.run('score-region', { ...input, segments });
}
