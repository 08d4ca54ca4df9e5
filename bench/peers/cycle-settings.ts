import { splitVelocity, windowCutoffs } from '../../src/forecasting/index.ts';
import { planFits } from '../../src/jobs/training/fit-plan.ts';
import type { PlannedFit } from '../../src/jobs/training/fit-plan.ts';
import { panelNames, readOrangeJuice } from '../orange-juice-panel.ts';
import type { PanelName } from '../orange-juice-panel.ts';

/** A segment of the example: which stores and items, and the fits its training takes. Weeks count from the panel's first. */
interface CycleSegment {
  readonly name: string;
  readonly panel: PanelName;
  readonly stores: readonly string[];
  readonly items: readonly string[];
  /** The fits of the backtest, then the one that scores. */
  readonly fits: readonly PlannedFit[];
}

/** What both sides train and score. */
export interface CycleSettings {
  readonly project: string;
  readonly cutoffWeek: number;
  readonly horizonWeeks: number;
  readonly segments: readonly CycleSegment[];
}

/** The example's segments as a cycle trains them with the default backtest: the fits of its windows, and the final one. */
export function cycleSettings(project: string, count: number): CycleSettings {
  const [cutoffWeek, horizonWeeks] = [157, 3];
  const backtest = { nWindows: 4, stepSizeWeeks: horizonWeeks, refitEvery: 2 };
  const panelOf = readOrangeJuice(project, cutoffWeek);
  const segments = panelNames.flatMap((name): CycleSegment[] => {
    const panel = panelOf(name);
    const { cutoffIndices } = windowCutoffs(panel.cutoffIndex, backtest, horizonWeeks);
    const final = { cutoffIndex: panel.cutoffIndex, forecastFrom: [panel.cutoffIndex], name: 'final fit' };
    const fits = [...planFits(panel.weeks, cutoffIndices, backtest), final];
    const split = splitVelocity(panel, { fastShareOfUnits: 0.8 });
    return (['fast', 'slow'] as const).map((velocity) => ({
      name: `${name}/${velocity}`,
      panel: name,
      stores: panel.stores,
      items: split[velocity],
      fits,
    }));
  });
  return { project, cutoffWeek, horizonWeeks, segments: segments.slice(0, count) };
}
