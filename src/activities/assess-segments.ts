import type { ChampionInCycle, SegmentAssessment, SegmentData } from '../contracts/cycle.ts';
import { enabledMembers } from '../contracts/enabled-members.ts';
import type { Trigger } from '../contracts/trigger.ts';
import type { Week } from '../contracts/week.ts';
import type { ModelRecord } from '../ports/registry.ts';
import { retrainDecision, retrainFindings } from '../registry/retrain-causes.ts';
import { measureDrift, recentEvaluations } from './measure-drift.ts';
import type { CyclePorts } from './ports.ts';

/** Checks the causes to retrain for every segment's champion; nothing is retrained without one. */
export async function assessSegments(
  ports: CyclePorts,
  input: {
    environment: string;
    cutoff: Week;
    triggers: readonly Trigger[];
    segments: readonly SegmentData[];
    onlySegments?: readonly string[];
  },
): Promise<SegmentAssessment[]> {
  const { project, registry } = ports;
  const { environment, cutoff, triggers, segments, onlySegments } = input;
  const members = enabledMembers(project.resolved.members);
  const context = {
    cutoff,
    members,
    scoredOn: scoringDay(cutoff, triggers),
    triggers,
    codeVersion: project.codeVersion,
    staleAfterDays: project.resolved.staleAfterDays,
  };
  const region = segments[0]?.segment.region;
  const evaluations = region === undefined ? [] : await recentEvaluations(ports, { environment, region, cutoff });
  return Promise.all(
    segments.map(async (data) => {
      const present = await registry.champion(environment, data.segment);
      const backfill = present !== undefined && present.trainingCutoff > cutoff;
      const champion = backfill ? await registry.championUpTo(environment, data.segment, cutoff) : present;
      const drift = champion && (await measureDrift(ports, data, champion, evaluations));
      const findings = retrainFindings(data, champion, { ...context, ...(drift ? { drift } : {}) });
      return {
        data,
        findings,
        ...retrainDecision(data, findings, { triggers, onlySegments }),
        members,
        ...(champion ? { champion: inCycle(champion) } : {}),
        ...(backfill ? { laterChampion: present.version } : {}),
      };
    }),
  );
}

/** The day on which models are judged old: the latest one a trigger looks from, or else the cutoff. */
function scoringDay(cutoff: Week, triggers: readonly Trigger[]): string {
  return triggers.reduce((latest, { asOf }) => (asOf !== undefined && asOf > latest ? asOf : latest), cutoff);
}

function inCycle({ version, backtest, trainingCutoff }: ModelRecord): ChampionInCycle {
  return { version, backtest, trainingCutoff };
}
