/**
 * Fits one member at one cutoff of the accuracy bench and forecasts from there. A process of its own, as in production: one math
 * thread, two of them at the same time. Reads a request from its arguments, writes a reply over IPC.
 */
import { createTensorflowGram, createTensorflowTrainer } from '../../src/adapters/tensorflow/index.ts';
import type { MemberName } from '../../src/contracts/segment.ts';
import { fitMember } from '../../src/forecasting/index.ts';
import { openData, type DataName } from './data/open-data.ts';
import type { BenchSettings } from './protocol.ts';

export interface CutoffRequest {
  readonly data: DataName;
  readonly source: string;
  readonly segment: string;
  readonly panel: string;
  readonly items: readonly string[];
  readonly member: MemberName;
  /** Weeks by the data set's number, and their index in the panel. */
  readonly cutoff: FitWeek;
  readonly forecastFrom: readonly FitWeek[];
  readonly leadWeeks: number;
  readonly horizonWeeks: number;
  readonly settings: Pick<BenchSettings, 'members' | 'features' | 'aim' | 'seed'>;
  readonly preset?: string;
}

interface FitWeek {
  readonly week: number;
  readonly index: number;
}

/** The forecasts from one cutoff; steps count from the last known sales. */
export interface ReplyForecast {
  readonly seriesIndex: readonly number[];
  readonly step: readonly number[];
  readonly values: readonly number[];
  /** Rows that the baseline stands in for. */
  readonly byBaseline?: readonly number[];
}

export interface CutoffReply {
  /** One per `forecastFrom`. */
  readonly forecasts: readonly ReplyForecast[];
  readonly seconds: number;
  readonly peakRssMb: number;
  readonly diagnostics: Readonly<Record<string, unknown>>;
  readonly preset?: string;
}

const request = JSON.parse(process.argv[2] ?? '') as CutoffRequest;
const { items, member, cutoff, forecastFrom, leadWeeks, horizonWeeks, settings, preset } = request;
const read = openData(request.data, request.source);
/** Actuals after a cutoff are not even read. */
const panelAt = (week: number) => read(request.panel, week, week + horizonWeeks);
const panel = await panelAt(cutoff.week);
const started = performance.now();
const fitted = await fitMember(
  member,
  {
    panel,
    items,
    // A week without sales figures yet is a business lead: the week is over, its sales are not in.
    cutoffIndex: cutoff.index + leadWeeks,
    horizonWeeks: horizonWeeks - leadWeeks,
    parameters: settings.members,
    features: settings.features,
    aim: settings.aim,
    seed: settings.seed,
    ...(preset === undefined ? {} : { preset }),
  },
  { trainer: createTensorflowTrainer(), gram: createTensorflowGram() },
);
const forecasts: ReplyForecast[] = [];
for (const { week, index } of forecastFrom) {
  const known = week === cutoff.week ? panel : await panelAt(week);
  const { seriesIndex, step, values, byBaseline } = fitted.predict(known, index + leadWeeks, items);
  forecasts.push({
    seriesIndex: [...seriesIndex],
    step: Array.from(step, (week) => week + leadWeeks),
    values: [...values],
    ...(byBaseline ? { byBaseline: [...byBaseline] } : {}),
  });
}
const reply: CutoffReply = {
  forecasts,
  seconds: (performance.now() - started) / 1000,
  peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  diagnostics: fitted.diagnostics,
  ...(fitted.preset === undefined ? {} : { preset: fitted.preset }),
};
process.send?.(reply, () => process.exit(0));
