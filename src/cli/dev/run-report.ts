import type { BacktestSummary, ForecasterName } from '../../contracts/cycle.ts';
import type { ErrorMetrics } from '../../contracts/metrics.ts';
import type { CycleView } from '../watch/cycle-view.ts';

type Figures = Partial<Record<ForecasterName, number | null>>;

/** What `--json` prints last: one object for programs. Errors are shares, units as in the data. */
export interface RunReport {
  readonly cycles: readonly {
    readonly region: string;
    readonly cutoff: string | null;
    readonly failure?: string;
    readonly degraded: boolean;
    readonly segments: readonly {
      readonly format: string;
      readonly velocity: string;
      readonly outcome: string;
      readonly champion: string | null;
      readonly mape: Figures;
      readonly wape: Figures;
      readonly rmse0: Figures;
      readonly rmseAll: Figures;
      readonly reduction: number | null;
    }[];
    readonly forecasts: { readonly rows: number; readonly uri: string | null };
  }[];
  readonly setupSeconds: number;
  /** Of the cycles, set-up and the start of the stack apart. */
  readonly seconds: number;
  /** Largest resident set of any process of the stack. */
  readonly peakRssMb: number;
  /** The same by process, and by job for the processes that trained, scored and read data. */
  readonly peaksMb: Readonly<Record<string, number>>;
}

export function runReport(
  views: readonly CycleView[],
  measured: Pick<RunReport, 'setupSeconds' | 'seconds' | 'peaksMb'>,
): RunReport {
  return { cycles: views.map(cycleReport), ...measured, peakRssMb: Math.max(...Object.values(measured.peaksMb)) };
}

function cycleReport({ region, result, failure }: CycleView): RunReport['cycles'][number] {
  return {
    region,
    cutoff: result?.cutoff ?? null,
    ...(failure === undefined ? {} : { failure }),
    degraded: result?.degraded ?? true,
    segments: (result?.segments ?? []).map(({ segment, outcome, champion, backtest }) => ({
      format: segment.format,
      velocity: segment.velocity,
      outcome,
      champion: champion ?? null,
      mape: figures(backtest, 'mape'),
      wape: figures(backtest, 'wape'),
      rmse0: figures(backtest, 'rmse0'),
      rmseAll: figures(backtest, 'rmseAll'),
      reduction: backtest?.reduction ?? null,
    })),
    forecasts: { rows: result?.forecasts.rows ?? 0, uri: result?.forecasts.uri ?? null },
  };
}

function figures(backtest: BacktestSummary | undefined, figure: Exclude<keyof ErrorMetrics, 'rows'>): Figures {
  if (!backtest) return {};
  return Object.fromEntries(Object.entries(backtest.metrics).map(([name, metrics]) => [name, metrics[figure]]));
}
