import type { Server, StandIn, StandIns } from '../../contracts/serving.ts';
import { segmentServers } from '../../contracts/serving.ts';
import type { ChampionComparison } from './champion-check.ts';
import { percent } from './figures.ts';

/** Errors in the project's aim of everything that could serve a segment, on the same rows. */
type Losses = Readonly<Partial<Record<Server, number | null>>>;

/** What is known of those that could serve instead of a challenger that is not promoted. */
export interface StandInEvidence {
  /** On the challenger's backtest: its own loss, the seasonal member's and the mean's. */
  readonly losses: Losses;
  /** Rows of that backtest. */
  readonly rows: number;
  /** What the losses are, in words. */
  readonly lossName: string;
  /** Whether the challenger was trained whole, can score, and has been neither rolled back nor retired. */
  readonly usable: boolean;
  /** Left out where the segment has no champion. */
  readonly champion?: ChampionComparison;
  /** How much better than the champion, relative, a fallback has to be to serve in its place. */
  readonly tolerance: number;
}

/**
 * Who serves where a challenger is not promoted: never a worse one than was there.
 *
 * With a champion that is the champion, unless the seasonal member or the mean is clearly better on the rows that compare. Without one
 * it is the best of challenger, seasonal member and mean on the same rows; where a person decides and has not, the challenger is not
 * among them.
 */
export function standIns(evidence: StandInEvidence): StandIns {
  const { champion, usable, losses, rows } = evidence;
  if (champion) {
    const one = besideChampion(champion, evidence);
    return { automatic: one, manual: one };
  }
  const { challenger: _challenger, ...fallbacks } = losses;
  const best = (among: Losses) => chosen(bestOf(among) ?? 'seasonal', among, rows, evidence.lossName);
  return { automatic: best(usable ? losses : fallbacks), manual: best(fallbacks) };
}

function besideChampion({ version, compared }: ChampionComparison, { tolerance, lossName }: StandInEvidence): StandIn {
  const measured = compared.filter(({ seasonal, baseline }) => seasonal !== undefined && baseline !== undefined);
  const rows = measured.reduce((sum, window) => sum + window.rows, 0);
  if (rows === 0) return { by: 'champion', reason: `champion ${version} stays: no window compares it with anything` };
  const mean = (of: 'champion' | 'seasonal' | 'baseline') =>
    measured.reduce((sum, window) => sum + (window.rows * (window[of] ?? 0)) / rows, 0);
  const losses = { champion: mean('champion'), seasonal: mean('seasonal'), baseline: mean('baseline') };
  const fallback = losses.seasonal <= losses.baseline ? 'seasonal' : 'baseline';
  const by = losses[fallback] * (1 + tolerance) < losses.champion ? fallback : 'champion';
  return chosen(by, losses, rows, lossName);
}

/** The one with the least loss; of equals the one that is named first. */
function bestOf(losses: Losses): Server | undefined {
  const known = segmentServers.flatMap((server) => {
    const loss = losses[server] ?? null;
    return loss === null ? [] : [{ server, loss }];
  });
  return known.reduce<(typeof known)[number] | undefined>(
    (least, one) => (least === undefined || one.loss < least.loss ? one : least),
    undefined,
  )?.server;
}

function chosen(by: Server, losses: Losses, rows: number, lossName: string): StandIn {
  const figures = segmentServers.flatMap((server) => {
    const loss = losses[server];
    return loss === undefined ? [] : [`${server} ${percent(loss)}`];
  });
  return { by, reason: `${lossName}: ${figures.join(', ')}, on ${rows} rows` };
}
