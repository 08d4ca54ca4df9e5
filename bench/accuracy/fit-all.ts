import { featuresFor } from '../../src/contracts/features.ts';
import { enabledMembers } from '../../src/contracts/enabled-members.ts';
import type { Panel } from '../../src/forecasting/index.ts';
import type { CutoffReply, CutoffRequest } from './forecast-cutoff.ts';
import type { BenchSegment, Protocol } from './protocol.ts';
import { runCutoffs } from './run-cutoffs.ts';

/** One fit of a member, done. */
export interface DoneFit {
  readonly request: CutoffRequest;
  readonly reply: CutoffReply;
}

export interface FittedSegments {
  readonly fits: readonly DoneFit[];
  /** The network's preset by segment. */
  readonly presets: Readonly<Record<string, string>>;
}

/**
 * Does all fits of a protocol, each in a process of its own. As in a cycle, the oldest fit of a segment chooses the preset, and its
 * later fits keep to it.
 *
 * @param panels the protocol's panels by name
 * @param keep see `runCutoffs`
 */
export async function fitAll(
  protocol: Protocol,
  panels: ReadonlyMap<string, Panel>,
  keep: string | undefined,
  say: (line: string) => void,
): Promise<FittedSegments> {
  const done: DoneFit[] = [];
  const run = async (requests: readonly CutoffRequest[]): Promise<void> => {
    const replies = await runCutoffs(requests, keep, (request, { seconds, peakRssMb }) => {
      const { segment, member, cutoff } = request;
      const took = `${seconds.toFixed(1).padStart(6)} s ${peakRssMb} MB`;
      say(`week ${cutoff.week} ${segment.padEnd(18)} ${member.padEnd(8)} ${took}`);
    });
    requests.forEach((request, i) => done.push({ request, reply: replies[i]! }));
  };
  const [oldest, ...later] = protocol.fits.map((_, fit) => requestsOf(protocol, panels, fit));
  await run(oldest ?? []);
  const presets = Object.fromEntries(
    done.flatMap(({ request, reply }) => (reply.preset === undefined ? [] : [[request.segment, reply.preset]])),
  );
  for (const { request, reply } of done) {
    if (reply.preset !== undefined) {
      say(`${request.segment}: preset ${reply.preset} ${JSON.stringify(reply.diagnostics['preset'])}`);
    }
  }
  await run(
    later.flat().map((request) => {
      const preset = presets[request.segment];
      return preset === undefined ? request : { ...request, preset };
    }),
  );
  return { fits: done, presets };
}

/** The segments of all panels as known at a cutoff. */
function segmentsAt(protocol: Protocol, panels: ReadonlyMap<string, Panel>, week: number): readonly BenchSegment[] {
  return [...panels].flatMap(([name, panel]) => protocol.segments(panel, name, protocol.weekIndex(week)));
}

function requestsOf(protocol: Protocol, panels: ReadonlyMap<string, Panel>, fit: number): readonly CutoffRequest[] {
  const { data, source, leadWeeks, horizonWeeks, fits, weekIndex, settings } = protocol;
  const { cutoff, forecastFrom } = fits[fit]!;
  const { members: parameters, aim, seed } = settings;
  // The early cutoffs represent windows of a later cycle's backtest.
  const features = featuresFor(settings.features, weekIndex(protocol.lastWeek) + 1);
  const at = (week: number) => ({ week, index: weekIndex(week) });
  return segmentsAt(protocol, panels, cutoff).flatMap(({ name, panel, items }) =>
    enabledMembers(parameters).map((member): CutoffRequest => ({
      data,
      source,
      segment: name,
      panel,
      items,
      member,
      cutoff: at(cutoff),
      forecastFrom: forecastFrom.map(at),
      leadWeeks,
      horizonWeeks,
      settings: { members: parameters, features, aim, seed },
    })),
  );
}
