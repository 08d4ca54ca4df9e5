import type { FitProgress } from '../../forecasting/index.ts';
import type { JobProgress, LiveCurve } from '../../ports/job-runner.ts';

/** Points that a heartbeat carries at most: some 6 kB. */
const mostPoints = 400;
/** Digits that a curve can show. */
const digits = 4;

/** Collects the losses of a fit while it runs. An attempt that continues another one has those since then. */
export function lossCurve(): { add(progress: FitProgress): void; sofar(): Pick<JobProgress, 'curve'> } {
  const points: LiveCurve['points'][number][] = [];
  let epochsPerNetwork: number | undefined;
  return {
    add({ epoch, loss, epochsPerNetwork: each }) {
      if (each === undefined) return;
      epochsPerNetwork = each;
      points.push([epoch, Number(loss.toPrecision(digits))]);
      if (points.length > mostPoints) points.shift();
    },
    sofar: () => (epochsPerNetwork === undefined ? {} : { curve: { epochsPerNetwork, points: [...points] } }),
  };
}
