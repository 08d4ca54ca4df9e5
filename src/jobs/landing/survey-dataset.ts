import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { SegmentData } from '../../contracts/cycle.ts';
import type { SegmentProfile } from '../../contracts/profile.ts';
import type { QualityFinding } from '../../contracts/quality.ts';
import { profileSegment } from '../../datasets/profile/segment-profile.ts';
import { checkQuality } from '../../datasets/quality/check-quality.ts';
import { QualityBlockedError } from '../../datasets/quality/errors.ts';
import { PanelCounts } from '../../datasets/quality/panel-counts.ts';
import { lastWeeks } from '../../datasets/read-panel.ts';
import type { DatasetVersion } from '../../datasets/snapshot.ts';
import { putJson } from '../../ports/json-artifacts.ts';
import type { JobContext } from '../job-context.ts';
import { layOutFormats } from '../lay-out-segments.ts';
import { storeItems } from '../segment-items.ts';

/** What a dataset version looks like, segment by segment, and what its checks found. */
export interface DatasetSurvey {
  readonly segments: readonly SegmentData[];
  readonly findings: readonly QualityFinding[];
  /** By `format/velocity`. */
  readonly profiles: Readonly<Record<string, ArtifactRef>>;
}

/**
 * Lays out the segments of a dataset version, stores the items and a profile of each, and checks the version with the checks of its sources.
 * Throws `QualityBlockedError` where a blocking one fails.
 */
export async function surveyDataset(
  { manifest, panelOf }: Pick<DatasetVersion, 'manifest' | 'panelOf'>,
  context: JobContext,
): Promise<DatasetSurvey> {
  const { project, store } = context;
  const recent = (format: string) => {
    const whole = panelOf(format);
    return lastWeeks(whole, context.historyWeeks ?? whole.weeks.length);
  };
  const counts = new PanelCounts(project.sources, manifest);
  const profiles: SegmentProfile[] = [];
  const refs: Record<string, ArtifactRef> = {};
  const segments: SegmentData[] = [];
  for await (const { panel, segments: ofFormat } of layOutFormats(manifest, context, recent)) {
    context.progress({ step: `profiling ${panel.format}` });
    counts.add(panel);
    for (const data of ofFormat) {
      const { format, velocity } = data.segment;
      const profile = profileSegment(panel, { velocity, items: data.items });
      const ref = await putJson(store, profile);
      profiles.push(profile);
      refs[`${format}/${velocity}`] = ref;
      segments.push(await storeItems(store, { ...data, profile: ref }));
    }
  }
  const findings = checkQuality({ manifest, counts, profiles }, project.sources);
  const blocking = findings.filter(({ passed, severity }) => !passed && severity === 'block');
  if (blocking.length > 0) {
    throw new QualityBlockedError({ region: manifest.region, cutoff: manifest.cutoff, findings: blocking });
  }
  return { segments, findings, profiles: refs };
}
