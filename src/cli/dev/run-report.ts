import type { BacktestSummary, ForecasterName } from '../../contracts/cycle.ts';
import type { ErrorMetrics } from '../../contracts/metrics.ts';
import type { CycleView } from '../../ports/cycle-progress.ts';

type Figures = Partial<Record<ForecasterName, number | null>>;

/** What `--json` prints last: one object for programs. Errors are shares, units as in the data. */
export interface RunReport {
  readonly cycles: readonly {
    readonly region: string;
    readonly cutoff: string | null;
    readonly cycleId: string | null;
    readonly failure?: string;
    readonly degraded: boolean;
    /** Version of the dataset; null where the cycle failed. */
    readonly dataset: string | null;
    readonly quarantined: number;
    /** Folder with the rows set aside; null where there are none. */
    readonly quarantineUri: string | null;
    /** Quality checks that failed without blocking, in words. */
    readonly warnings: readonly string[];
    /** Past forecasts whose actuals have arrived, and their realised MAPE. */
    readonly evaluation: { readonly rows: number; readonly mape: Figures };
    readonly segments: readonly {
      readonly format: string;
      readonly velocity: string;
      readonly outcome: string;
      readonly causes: readonly string[];
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
  return { cycles: views.map(cycleReport), ...measured, peakRssMb: Math.max(0, ...Object.values(measured.peaksMb)) };
}

function cycleReport({ region, cycleId, result, failure }: CycleView): RunReport['cycles'][number] {
  return {
    region,
    cutoff: result?.cutoff ?? null,
    cycleId: cycleId ?? null,
    ...(failure === undefined ? {} : { failure }),
    degraded: result?.degraded ?? true,
    dataset: result?.dataset.version ?? null,
    quarantined: result?.dataset.quarantined ?? 0,
    quarantineUri: result?.dataset.quarantineUri ?? null,
    warnings: result?.dataset.warnings ?? [],
    evaluation: { rows: result?.evaluation.rows ?? 0, mape: figures(result?.evaluation.metrics, 'mape') },
    segments: (result?.segments ?? []).map(({ segment, outcome, causes, champion, backtest }) => ({
      format: segment.format,
      velocity: segment.velocity,
      outcome,
      causes,
      champion: champion ?? null,
      mape: figures(backtest?.metrics, 'mape'),
      wape: figures(backtest?.metrics, 'wape'),
      rmse0: figures(backtest?.metrics, 'rmse0'),
      rmseAll: figures(backtest?.metrics, 'rmseAll'),
      reduction: backtest?.reduction ?? null,
    })),
    forecasts: { rows: result?.forecasts.rows ?? 0, uri: result?.forecasts.uri ?? null },
  };
}

function figures(
  metrics: BacktestSummary['metrics'] | undefined,
  figure: Exclude<keyof ErrorMetrics, 'rows'>,
): Figures {
  return Object.fromEntries(Object.entries(metrics ?? {}).map(([name, errors]) => [name, errors[figure]]));
}
