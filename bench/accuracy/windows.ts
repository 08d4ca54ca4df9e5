import { computedMembers, type MemberName } from '../../src/contracts/segment.ts';
import { baselineForecast, computedForecasts } from '../../src/forecasting/index.ts';
import type { MemberForecast, Panel, WindowForecasts } from '../../src/forecasting/index.ts';
import type { DoneFit } from './fit-all.ts';
import type { Protocol } from './protocol.ts';

/** What the members of a segment forecast from one cutoff. */
export interface BenchWindow extends WindowForecasts {
  readonly segment: string;
  readonly panel: string;
  readonly week: number;
}

/** The windows of all segments, oldest first within a segment. Rows are those of the weeks that are forecast. */
export function windowsOf(
  protocol: Protocol,
  panels: ReadonlyMap<string, Panel>,
  fits: readonly DoneFit[],
): readonly BenchWindow[] {
  const bySegment = Map.groupBy(fits, ({ request }) => `${request.cutoff.week}/${request.segment}`);
  const windows = [...bySegment.values()].flatMap((ofSegment) => {
    const { segment, panel: name, items, forecastFrom } = ofSegment[0]!.request;
    const panel = panels.get(name)!;
    return forecastFrom.map(({ week, index }, position): BenchWindow => {
      const forecasts: Partial<Record<MemberName, MemberForecast>> = {};
      for (const { request, reply } of ofSegment) {
        forecasts[request.member] = afterLead(reply.forecasts[position]!, protocol.leadWeeks);
      }
      const { horizonWeeks, leadWeeks } = protocol;
      // From the week that the lead ends in, as the fits forecast.
      const computed = computedForecasts(panel, items, index + leadWeeks, horizonWeeks - leadWeeks, leadWeeks);
      for (const member of computedMembers) {
        const { step, ...forecast } = computed[member];
        forecasts[member] = { ...forecast, step: step.map((week) => week + leadWeeks) };
      }
      const baseline = afterLead(baselineForecast(panel, items, index, protocol.horizonWeeks), protocol.leadWeeks);
      return { segment, panel: name, week, cutoffIndex: index, baseline, ...forecasts };
    });
  });
  return windows.toSorted((a, b) => a.week - b.week);
}

/** A forecast as arrays of any kind. */
interface Columns {
  readonly seriesIndex: ArrayLike<number>;
  readonly step: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly byBaseline?: ArrayLike<number>;
}

/** The rows of the weeks after the lead. */
function afterLead({ seriesIndex, step, values, byBaseline }: Columns, leadWeeks: number): MemberForecast {
  const steps = Array.from(step);
  const kept = steps.flatMap((week, row) => (week > leadWeeks ? [row] : []));
  return {
    seriesIndex: Int32Array.from(kept, (row) => seriesIndex[row]!),
    step: Int32Array.from(kept, (row) => steps[row]!),
    values: Float64Array.from(kept, (row) => values[row]!),
    ...(byBaseline ? { byBaseline: Uint8Array.from(kept, (row) => byBaseline[row]!) } : {}),
    carriedForward: 0,
  };
}
