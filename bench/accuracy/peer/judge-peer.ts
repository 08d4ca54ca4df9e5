import type { Panel } from '../../../src/forecasting/index.ts';
import { figuresOf, type Figures } from '../figures.ts';
import type { JudgedRows } from '../judge.ts';
import type { Protocol } from '../protocol.ts';
import { runPeer } from './run-peer.ts';
import { candidates, chosen, peerLosses, type PeerSettings } from './settings.ts';

/** What the peer reached on the rows of a run. */
export interface PeerResult extends Figures {
  readonly settings: string;
  /** The loss with the lowest MAPE + WAPE, whose figures these are. */
  readonly loss: string;
  /** Of all losses. */
  readonly losses: Readonly<Record<string, Figures>>;
  readonly seconds: number;
  readonly rssMb: number;
}

/**
 * Runs the peer on the judged rounds and measures it on the rows of the run: with the chosen settings, and on the validation
 * rounds with all candidates.
 *
 * @returns the result with the lowest MAPE + WAPE, and all of them by the settings' names
 */
export async function judgePeers(
  protocol: Protocol,
  panels: ReadonlyMap<string, Panel>,
  rows: PeerRows,
  { validation, keep }: { readonly validation: boolean; readonly keep: string | undefined },
  say: (line: string) => void,
): Promise<{ readonly best: PeerResult; readonly all: readonly PeerResult[] }> {
  const all: PeerResult[] = [];
  for (const settings of validation ? candidates : [chosen]) {
    all.push(await judgePeer(protocol, panels, rows, settings, keep, say));
  }
  const best = lowestLoss(Object.fromEntries(all.entries().map(([index, result]) => [String(index), result])));
  return { best: all[Number(best)]!, all };
}

type PeerRows = Pick<JudgedRows, 'cutoff' | 'panel' | 'series' | 'step' | 'actual'>;

async function judgePeer(
  protocol: Protocol,
  panels: ReadonlyMap<string, Panel>,
  rows: PeerRows,
  settings: PeerSettings,
  keep: string | undefined,
  say: (line: string) => void,
): Promise<PeerResult> {
  const fits = protocol.judged.map(protocol.weekIndex).map((cutoff) => ({ cutoff, from: [cutoff] }));
  const plan = { fits, horizon: protocol.horizonWeeks, losses: peerLosses };
  const { at, seconds, rssMb } = await runPeer(panels, plan, settings, keep, say);
  const of = (loss: 'absolute' | 'relative') =>
    rows.actual.map((_, row) =>
      at(loss, protocol.weekIndex(rows.cutoff[row]!), rows.panel[row]!, rows.series[row]!, rows.step[row]!),
    );
  const [absolute, relative] = [of('absolute'), of('relative')];
  const mean = absolute.map((value, row) => (value + relative[row]!) / 2);
  const losses = {
    absolute: figuresOf(rows.actual, absolute),
    relative: figuresOf(rows.actual, relative),
    mean: figuresOf(rows.actual, mean),
  };
  const loss = lowestLoss(losses);
  say(`\npeer: LightGBM through mlforecast, ${settings.name}, ${seconds.toFixed(0)} s, ${rssMb} MB`);
  for (const [name, { mape, wape, bias }] of Object.entries(losses)) {
    say(`  ${name.padEnd(9)} loss  MAPE ${mape}  WAPE ${wape}  bias ${bias}`);
  }
  return { ...losses[loss], settings: settings.name, loss, losses, seconds, rssMb };
}

/** The name with the lowest MAPE + WAPE. */
export function lowestLoss<Name extends string>(losses: Readonly<Record<Name, Figures>>): Name {
  const sum = (name: Name) => (losses[name].mape ?? Infinity) + (losses[name].wape ?? Infinity);
  return (Object.keys(losses) as Name[]).reduce((best, name) => (sum(name) < sum(best) ? name : best));
}
