import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Panel } from '../../../src/forecasting/index.ts';
import { preparePython } from '../../peers/environment.ts';
import { runSide, type SideReport } from '../../peers/run-side.ts';
import { writePeerPanel } from './peer-panel.ts';
import type { PeerLoss, PeerSettings } from './settings.ts';

const script = join(import.meta.dirname, '../../peers/theirs_forecasts.py');

/** What the peer fits and forecasts. Weeks are indices in the panels. */
export interface PeerPlan {
  readonly fits: readonly { readonly cutoff: number; readonly from: readonly number[] }[];
  readonly horizon: number;
  /** LightGBM's objectives by the names of their forecasts. */
  readonly losses: Readonly<Partial<Record<PeerLoss, string>>>;
}

export interface PeerForecasts extends Pick<SideReport, 'seconds' | 'rssMb'> {
  /** Units of a series of a panel, NaN where the peer has no forecast. */
  readonly at: (loss: PeerLoss, cutoffIndex: number, panel: string, series: number, step: number) => number;
}

/**
 * Fits LightGBM through Nixtla's mlforecast and forecasts with it.
 *
 * @param panels weeks alike; units after a cutoff have no influence on its forecasts
 * @param keep folder in which forecasts are kept and found again; nothing is kept without one
 * @throws PeersMissingError where Python or its packages are not available
 */
export async function runPeer(
  panels: ReadonlyMap<string, Panel>,
  plan: PeerPlan,
  settings: PeerSettings,
  keep: string | undefined,
  say: (line: string) => void,
): Promise<PeerForecasts> {
  const python = await preparePython('forecast-requirements.txt', say);
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-peer-'));
  try {
    const firstSeries = await writePeerPanel(panels, folder);
    const asked = { ...plan, minimumWeeks: 8, ...settings };
    const { bytes, report } = await kept(keep, [await readFile(script, 'utf8'), JSON.stringify(asked)], async () => {
      // Threads that wait actively keep a core busy that other threads need.
      const measured = await runSide(python, [script, JSON.stringify({ ...asked, folder })], {
        OMP_WAIT_POLICY: 'PASSIVE',
      });
      return { report: measured, bytes: await readFile(join(folder, 'forecasts.f64')) };
    });
    const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    const series = [...panels.values()].reduce((sum, { seriesItem }) => sum + seriesItem.length, 0);
    const starts = blockStarts(plan, series);
    return {
      seconds: report.seconds,
      rssMb: report.rssMb,
      at: (loss, cutoffIndex, panel, ownSeries, step) => {
        const start = starts.get(`${cutoffIndex}/${loss}`)!;
        return values[start + (firstSeries.get(panel)! + ownSeries) * plan.horizon + step - 1]!;
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the matrix of a cutoff and loss begins. */
function blockStarts({ fits, horizon, losses }: PeerPlan, series: number): ReadonlyMap<string, number> {
  const names = fits.flatMap(({ from }) =>
    from.flatMap((index) => Object.keys(losses).map((loss) => `${index}/${loss}`)),
  );
  return new Map(names.map((name, block) => [name, block * series * horizon]));
}

interface PeerRun {
  readonly bytes: Uint8Array;
  readonly report: SideReport;
}

async function kept(
  folder: string | undefined,
  inputs: readonly string[],
  run: () => Promise<PeerRun>,
): Promise<PeerRun> {
  if (folder === undefined) return run();
  await mkdir(folder, { recursive: true });
  const hash = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
  const [numbers, facts] = [join(folder, `peer-${hash}.f64`), join(folder, `peer-${hash}.json`)];
  if (existsSync(facts)) {
    return { bytes: await readFile(numbers), report: JSON.parse(await readFile(facts, 'utf8')) as SideReport };
  }
  const done = await run();
  await writeFile(numbers, done.bytes);
  await writeFile(facts, JSON.stringify(done.report));
  return done;
}
