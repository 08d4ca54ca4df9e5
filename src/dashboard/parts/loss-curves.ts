/** The losses of one network, by epoch. */
export interface LossCurve {
  readonly name: string;
  readonly points: readonly { readonly epoch: number; readonly loss: number }[];
  /** On rows that were held out, where there were any. */
  readonly heldOut: readonly { readonly epoch: number; readonly loss: number }[];
}

/** One epoch of every network, for a table. */
export interface LossRow {
  readonly epoch: number;
  /** By network, in the order of the curves; `undefined` where it has no such epoch. */
  readonly losses: readonly (number | undefined)[];
  readonly heldOut: readonly (number | undefined)[];
}

/** Names of views, which say what a network adds its output to. */
const views: Readonly<Record<string, string>> = {
  'long-level': 'long level',
  'driver-effect': 'effect of drivers',
  'recent-level': 'recent level',
};

/** The curves of a trained network member. Networks of the same view are numbered by their seed. */
export function trainedCurves(
  networks: readonly {
    readonly view: string;
    readonly losses: readonly number[];
    readonly validationLosses: readonly number[];
  }[],
): readonly LossCurve[] {
  const seen = new Map<string, number>();
  return networks.map(({ view, losses, validationLosses }) => {
    const seed = (seen.get(view) ?? 0) + 1;
    seen.set(view, seed);
    const alone = networks.filter((one) => one.view === view).length === 1;
    return {
      name: `${views[view] ?? view}${alone ? '' : `, seed ${seed}`}`,
      points: numbered(losses),
      heldOut: numbered(validationLosses),
    };
  });
}

/** The curves of a fit that runs: its epochs are counted over all networks, which are trained one after another. */
export function runningCurves({
  epochsPerNetwork,
  points,
}: {
  readonly epochsPerNetwork: number;
  readonly points: readonly (readonly [epoch: number, loss: number])[];
}): readonly LossCurve[] {
  const byNetwork = Map.groupBy(points, ([epoch]) => Math.floor((epoch - 1) / epochsPerNetwork));
  return [...byNetwork].map(([network, own]) => ({
    name: `network ${network + 1}`,
    points: own.map(([epoch, loss]) => ({ epoch: epoch - network * epochsPerNetwork, loss })),
    heldOut: [],
  }));
}

/** The curves as rows, an epoch each. */
export function lossRows(curves: readonly LossCurve[]): readonly LossRow[] {
  const epochs = new Set(curves.flatMap(({ points, heldOut }) => [...points, ...heldOut].map(({ epoch }) => epoch)));
  const at = (points: LossCurve['points'], epoch: number) => points.find((point) => point.epoch === epoch)?.loss;
  return [...epochs]
    .sort((a, b) => a - b)
    .map((epoch) => ({
      epoch,
      losses: curves.map(({ points }) => at(points, epoch)),
      heldOut: curves.map(({ heldOut }) => at(heldOut, epoch)),
    }));
}

/** Whether the networks learned, in a sentence: by how much the losses fell, and whether they fell to the end. */
export function lossesInWords(curves: readonly LossCurve[]): string {
  const falls = curves.flatMap(({ points }) => {
    const [first, last] = [points[0]?.loss, points.at(-1)?.loss];
    return first === undefined || last === undefined || first <= 0 || points.length < 2 ? [] : [1 - last / first];
  });
  if (falls.length === 0) return 'There are too few epochs to tell.';
  const [least, most] = [Math.min(...falls), Math.max(...falls)];
  const share = (fall: number) => `${Math.round(Math.abs(fall) * 100)}%`;
  if (most <= 0) return `The losses did not fall: they rose by up to ${share(least)}.`;
  const range = share(least) === share(most) || least < 0 ? share(most) : `${share(least)} to ${share(most)}`;
  const rose = falls.filter((fall) => fall < 0).length;
  return rose === 0
    ? `From the first epoch to the last the loss fell by ${range}.`
    : `The loss rose in ${rose} of ${falls.length} networks and fell by up to ${range} in the others.`;
}

function numbered(losses: readonly number[]): LossCurve['points'] {
  return losses.map((loss, index) => ({ epoch: index + 1, loss }));
}

/** The first and the last epoch of all curves. */
export function epochRange(curves: readonly LossCurve[]): readonly [first: number, last: number] {
  const epochs = curves.flatMap(({ points, heldOut }) => [...points, ...heldOut].map(({ epoch }) => epoch));
  return epochs.length === 0 ? [0, 0] : [Math.min(...epochs), Math.max(...epochs)];
}
