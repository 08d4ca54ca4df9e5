import type { SegmentAssessment, SegmentData } from '../contracts/cycle.ts';
import type { Trigger } from '../contracts/trigger.ts';
import type { Week } from '../contracts/week.ts';
import { retrainFindings } from '../registry/retrain-causes.ts';
import type { ActivityPorts } from './ports.ts';

/** Holds the causes to retrain against every segment's champion; nothing is retrained without one. */
export function assessSegments(
  { project, registry }: ActivityPorts,
  input: {
    environment: string;
    cutoff: Week;
    triggers: readonly Trigger[];
    segments: readonly SegmentData[];
  },
): Promise<SegmentAssessment[]> {
  const { environment, cutoff, triggers, segments } = input;
  const context = {
    cutoff,
    triggers,
    codeVersion: project.codeVersion,
    staleAfterDays: project.resolved.staleAfterDays,
  };
  return Promise.all(
    segments.map(async (data) => {
      const champion = await registry.champion(environment, data.segment);
      const findings = retrainFindings(data, champion, context);
      return {
        data,
        findings,
        retrain: findings.some(({ holds }) => holds),
        ...(champion ? { champion: { version: champion.version, backtest: champion.backtest } } : {}),
      };
    }),
  );
}
