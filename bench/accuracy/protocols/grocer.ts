import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolvedProject } from '../../../src/contracts/project.ts';
import { velocities } from '../../../src/contracts/segment.ts';
import { splitVelocity } from '../../../src/forecasting/index.ts';
import { generatedRegion, layOutProject, referenceDigest, referenceGrocer } from '../../support/reference-region.ts';
import { grocerDatasets, type GrocerDatasets } from '../data/grocer-datasets.ts';
import { grocerOracle } from '../grocer/oracle.ts';
import type { FitWeeks, Protocol } from '../protocol.ts';
import { knownUnits } from '../simple-forecasts.ts';

/** Weeks at the end that are judged, at most: those whose weather was forecast. */
const judgedWeeks = 13;

/**
 * A generated region of the reference's size, whose demand is known: 214 stores, 150 items, 200 weeks. Rounds are a horizon apart, the last
 * one ends with the last week. A round is fitted at its own cutoff and forecasts from the dataset version of that cutoff, which has
 * the weather forecast and not the weather; the windows before it, for its ensemble, are those of a cycle's backtest. One more
 * fit at the last week shows how many weeks the members of a cycle learn from. Settings are the grocer project's.
 *
 * @returns the protocol, and what removes its files
 */
export async function grocer(
  horizonWeeks: number,
  say: (line: string) => void,
): Promise<{ readonly protocol: Protocol; readonly dispose: () => Promise<void> }> {
  const { weeks, from } = referenceGrocer;
  const { folder, digest } = await generatedRegion(referenceGrocer, say);
  const directory = await mkdtemp(join(tmpdir(), 'shelfcast-grocer-'));
  const dispose = () => rm(directory, { recursive: true, force: true });
  const judged = judgedRounds(weeks, horizonWeeks);
  try {
    await layOutProject(directory, join(folder, 'landing'), { horizonWeeks });
    const { datasets, project } = await grocerDatasets(directory, from, [...judged, weeks], say);
    const protocol = protocolOf({ datasets, resolved: project.resolved, judged, digest });
    return { protocol, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

interface PreparedGrocer {
  readonly datasets: GrocerDatasets;
  readonly resolved: ResolvedProject;
  readonly judged: readonly number[];
  readonly digest: string;
}

function protocolOf({ datasets, resolved, judged, digest }: PreparedGrocer): Protocol {
  const { weeks } = datasets;
  const { horizonWeeks } = resolved;
  const { nWindows, refitEvery } = resolved.backtest;
  const oracle = grocerOracle(referenceGrocer);
  return {
    data: 'grocer',
    source: JSON.stringify(datasets),
    settings: resolved,
    horizonWeeks,
    leadWeeks: 0,
    fits: grocerFits(judged, weeks, { nWindows, refitEvery, horizonWeeks }),
    judged,
    ensembleCutoffs: nWindows,
    lastWeek: weeks,
    panels: resolved.formats,
    weekIndex: (week) => week - 1,
    segments: (panel, name, cutoffIndex) => {
      const split = splitVelocity({ ...panel, cutoffIndex }, resolved.velocity);
      return velocities.map((velocity) => ({ name: `${name}/${velocity}`, panel: name, items: split[velocity] }));
    },
    // A dataset version has the series that were sold up to its cutoff.
    counts: (panel, series, cutoffIndex) => knownUnits(panel, series, cutoffIndex).length > 0,
    others: (panel, cutoffIndex) => ({ oracle: oracle(panel, cutoffIndex) }),
    hasPeer: false,
    facts: { digest, horizonWeeks },
    check: () => {
      const same = digest === referenceDigest;
      return { passed: same, text: `digest of the shipments ${same ? 'as at' : 'NOT as at'} 1fe9878` };
    },
  };
}

/** The last rounds, a horizon apart, as many as have their target weeks among the judged ones. */
export function judgedRounds(weeks: number, horizonWeeks: number): readonly number[] {
  const rounds = Math.max(1, Math.floor(judgedWeeks / horizonWeeks));
  return Array.from({ length: rounds }, (_, round) => weeks - horizonWeeks * (rounds - round));
}

/** The fits of a backtest before the first round, one per round, and the one at the last week, which forecasts nothing. */
export function grocerFits(
  judged: readonly number[],
  weeks: number,
  {
    nWindows,
    refitEvery,
    horizonWeeks,
  }: { readonly nWindows: number; readonly refitEvery: number; readonly horizonWeeks: number },
): readonly FitWeeks[] {
  const windows = Array.from({ length: nWindows }, (_, i) => judged[0]! - horizonWeeks * (nWindows - i));
  return [
    ...windows
      .filter((_, window) => window % refitEvery === 0)
      .map((cutoff, fit) => ({ cutoff, forecastFrom: windows.slice(fit * refitEvery, (fit + 1) * refitEvery) })),
    ...judged.map((cutoff) => ({ cutoff, forecastFrom: [cutoff] })),
    { cutoff: weeks, forecastFrom: [] },
  ];
}
