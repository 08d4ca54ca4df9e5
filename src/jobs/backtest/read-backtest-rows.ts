import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import type { FittedMemberName } from '../../contracts/segment.ts';
import type { Week } from '../../contracts/week.ts';
import {
  backtestRows,
  baselineForecast,
  computedForecasts,
  type BacktestRows,
  type MemberForecast,
  type Panel,
} from '../../forecasting/index.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import { itemsAt } from '../items-at.ts';
import type { LaidOutSegment } from '../segment-items.ts';
import { readForecast } from '../training/stored-fit.ts';

/** What a member forecast in the windows of a backtest, stored. */
export interface StoredWindows {
  readonly member: FittedMemberName;
  readonly windows: readonly { readonly cutoff: Week; readonly forecast: ArtifactRef }[];
}

/** What the rows of a backtest are made of, besides the forecasts of fitted members. */
export interface Ground {
  readonly data: Pick<LaidOutSegment, 'segment' | 'items'>;
  readonly settings: Pick<ResolvedProject, 'horizonWeeks' | 'features' | 'velocity'>;
}

/** Joins the stored forecasts of a segment's members with those that need no fit, the baseline and the actuals of its panel. */
export async function readBacktestRows(
  store: ArtifactStore,
  panel: Panel,
  { data, settings }: Ground,
  members: readonly StoredWindows[],
): Promise<BacktestRows> {
  const { horizonWeeks, features } = settings;
  const byCutoff = new Map<Week, Partial<Record<FittedMemberName, MemberForecast>>>();
  for (const { member, windows } of members) {
    for (const { cutoff, forecast } of windows) {
      byCutoff.set(cutoff, { ...byCutoff.get(cutoff), [member]: await readForecast(store, forecast) });
    }
  }
  return backtestRows(
    panel,
    [...byCutoff].map(([cutoff, forecasts]) => {
      const cutoffIndex = panel.weeks.indexOf(cutoff);
      const items = itemsAt(panel, data, cutoffIndex, settings);
      return {
        cutoffIndex,
        baseline: baselineForecast(panel, items, cutoffIndex, horizonWeeks),
        ...computedForecasts(panel, items, cutoffIndex, horizonWeeks, features.leadWeeks),
        ...forecasts,
      };
    }),
  );
}
