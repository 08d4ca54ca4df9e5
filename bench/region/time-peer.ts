import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Panel } from '../../src/forecasting/index.ts';
import { windowCutoffs } from '../../src/forecasting/index.ts';
import { planFits } from '../../src/jobs/training/fit-plan.ts';
import { grocerDatasets } from '../accuracy/data/grocer-datasets.ts';
import { readGrocer } from '../accuracy/data/read-grocer.ts';
import { runPeer } from '../accuracy/peer/run-peer.ts';
import { chosen } from '../accuracy/peer/settings.ts';
import { layOutProject, referenceGrocer } from '../support/reference-region.ts';

/**
 * Times LightGBM through mlforecast on the rows and windows of a cycle: the fits of the backtest and the one at the last week, with one
 * loss, and the forecasts from all of them. Reading and joining the sources is left out.
 *
 * @param landing of the generated region
 */
export async function timePeer(
  landing: string,
  say: (line: string) => void,
): Promise<{ readonly seconds: number; readonly rssMb: number }> {
  const { weeks, from } = referenceGrocer;
  const directory = await mkdtemp(join(tmpdir(), 'shelfcast-region-peer-'));
  try {
    await layOutProject(directory, landing);
    const { datasets, project } = await grocerDatasets(directory, from, [weeks], say);
    const { backtest, horizonWeeks: horizon, formats } = project.resolved;
    const read = readGrocer(JSON.stringify(datasets));
    const panels = new Map<string, Panel>();
    for (const format of formats) panels.set(format, await read(format, weeks));
    const last = weeks - 1;
    const { cutoffIndices } = windowCutoffs(last, backtest, horizon);
    const fits = [
      ...planFits(panels.get(formats[0]!)!.weeks, cutoffIndices, backtest).map(({ cutoffIndex, forecastFrom }) => ({
        cutoff: cutoffIndex,
        from: forecastFrom,
      })),
      { cutoff: last, from: [last] },
    ];
    say(`peer: LightGBM through mlforecast, ${chosen.name}, ${fits.length} fits`);
    const { seconds, rssMb } = await runPeer(
      panels,
      { fits, horizon, losses: { absolute: 'l1' } },
      chosen,
      undefined,
      say,
    );
    return { seconds, rssMb };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
