import { join } from 'node:path';
import type { SegmentProfile } from '../../src/contracts/profile.ts';
import type { RegionCycleResult } from '../../src/contracts/cycle.ts';
import { segmentName } from '../../src/contracts/segment.ts';
import type { Week } from '../../src/contracts/week.ts';
import { newTrigger } from '../../src/cli/new-trigger.ts';
import { withLocalState, type LocalState } from '../../src/composition/local-state.ts';
import { recordedDrift } from '../../src/datasets/drift/recorded-drift.ts';
import { getJson } from '../../src/ports/json-artifacts.ts';
import { driftFinding } from '../../src/registry/drift-finding.ts';
import { runLocalCycle } from '../../src/local/run-local-cycle.ts';
import { loadProject } from '../../src/project/load-project.ts';

const region = 'midwest';

/** What a cycle recorded of a segment's drift. */
export interface SegmentFinding {
  readonly cutoff: Week;
  readonly segment: string;
  /** Whether `drift` is among the causes that hold. */
  readonly drift: boolean;
  /** The reason the registry has, which names columns and errors. */
  readonly reason: string;
}

/**
 * Runs cycles by calls, jobs in real processes, one a cutoff; `train`: whether anything may be trained. Where it may not, champions stay
 * and their causes are recorded all the same.
 */
export async function runCycles(
  directory: string,
  cutoffs: readonly Week[],
  { train }: { readonly train: boolean },
): Promise<readonly SegmentFinding[]> {
  return withState(directory, async (state) => {
    const findings: SegmentFinding[] = [];
    for (const cutoff of cutoffs) {
      const result = await runCycle(state, cutoff, train);
      for (const { segment, causes, reason } of result.segments) {
        findings.push({ cutoff, segment: segmentName(segment), drift: causes.includes('drift'), reason });
      }
    }
    return findings;
  });
}

/** What cycles would find in columns whose champions were trained so long before, by the profiles that cycles of both cutoffs recorded. */
export async function columnsAtAge(
  directory: string,
  pairs: readonly { readonly cutoff: Week; readonly trainedTo: Week }[],
): Promise<readonly SegmentFinding[]> {
  return withState(directory, async ({ project, registry, store }) => {
    // Of one cutoff the newest version comes first.
    const datasets = new Map(
      [...(await registry.findDatasets({ region }))].reverse().map((one) => [one.cutoff, one] as const),
    );
    const found: SegmentFinding[] = [];
    for (const { cutoff, trainedTo } of pairs) {
      const reference = datasets.get(trainedTo)?.quality.profiles ?? {};
      for (const [segment, ref] of Object.entries(datasets.get(cutoff)?.quality.profiles ?? {})) {
        const earlier = reference[segment];
        if (!earlier) continue;
        const profiles = {
          reference: await getJson<SegmentProfile>(store, earlier),
          current: await getJson<SegmentProfile>(store, ref),
        };
        const champion = { version: 'imagined', trainingCutoff: trainedTo, backtest: noBacktest };
        const finding = driftFinding(recordedDrift(profiles, champion, [], project.resolved.drift));
        if (finding) found.push({ cutoff, segment, drift: finding.holds, reason: `drift: ${finding.detail}` });
      }
    }
    return found;
  });
}

const noBacktest = { windows: [], metrics: {}, reduction: null, reductionGeometric: null, coverage: null, weights: {} };

async function withState<Result>(directory: string, use: (state: LocalState) => Promise<Result>): Promise<Result> {
  return withLocalState(await loadProject(directory), join(directory, '.shelfcast/local'), {}, use);
}

function runCycle({ runner, ...state }: LocalState, cutoff: Week, train: boolean): Promise<RegionCycleResult> {
  const { signal } = new AbortController();
  const nothing = (): void => undefined;
  const trigger = newTrigger({ reason: 'bench:drift', cutoff, ...(train ? {} : { retrain: 'none' as const }) });
  return runLocalCycle(
    { environment: 'dev', region, cutoff, triggers: [trigger] },
    { ...state, jobs: { run: (name, input) => runner.run(name, input, { signal, onProgress: nothing }) } },
    { signal, enter: nothing, source: nothing, segment: nothing, member: nothing, warn: nothing },
  );
}
