/**
 * Fits one member at one cutoff of the accuracy bench and forecasts from there. A process of its own, as in production: one math
 * thread, two of them side by side. Reads a request from its arguments, writes a reply over IPC.
 */
import { createTensorflowGram, createTensorflowTrainer } from '../../src/adapters/tensorflow/index.ts';
import { defaultFeatureSettings } from '../../src/contracts/features.ts';
import type { FittedMemberName } from '../../src/contracts/segment.ts';
import type { Aim, LassoParameters, NetworkParameters } from '../../src/contracts/project.ts';
import { defaultLassoParameters, defaultNetworkParameters, fitMember } from '../../src/forecasting/index.ts';
import { readOrangeJuice, weekIndex } from '../orange-juice-panel.ts';
import { horizonWeeks, leadWeeks } from './protocol.ts';

export interface CutoffRequest {
  readonly example: string;
  readonly member: FittedMemberName;
  readonly cutoffWeek: number;
  readonly seed: number;
  /** What differs from the defaults. */
  readonly preset?: string;
  readonly aim?: Aim;
  readonly parameters: { readonly lasso?: Partial<LassoParameters>; readonly network?: Partial<NetworkParameters> };
}

export interface CutoffReply {
  readonly seriesIndex: readonly number[];
  readonly step: readonly number[];
  readonly values: readonly number[];
  readonly seconds: number;
  readonly peakRssMb: number;
  readonly diagnostics: unknown;
  readonly preset?: string;
}

const request = JSON.parse(process.argv[2] ?? '') as CutoffRequest;
// Actuals after the cutoff are not even read.
const panel = readOrangeJuice(request.example, request.cutoffWeek)('all');
// The benchmark's week between is a business lead: the week is over when the stores order, its sales are not in yet.
const cutoffIndex = weekIndex(request.cutoffWeek) + leadWeeks;
const started = performance.now();
const member = await fitMember(
  request.member,
  {
    panel,
    items: panel.items,
    cutoffIndex,
    horizonWeeks: horizonWeeks - leadWeeks,
    features: { ...defaultFeatureSettings, leadWeeks },
    parameters: {
      lasso: { ...defaultLassoParameters, ...request.parameters.lasso },
      network: { ...defaultNetworkParameters, ...request.parameters.network },
    },
    seed: request.seed,
    ...(request.preset === undefined ? {} : { preset: request.preset }),
    ...(request.aim === undefined ? {} : { aim: request.aim }),
  },
  { trainer: createTensorflowTrainer(), gram: createTensorflowGram() },
);
const { seriesIndex, step, values } = member.predict(panel, cutoffIndex);
const reply: CutoffReply = {
  seriesIndex: [...seriesIndex],
  step: Array.from(step, (week) => week + leadWeeks),
  values: [...values],
  seconds: (performance.now() - started) / 1000,
  peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  diagnostics: member.diagnostics,
  ...(member.preset === undefined ? {} : { preset: member.preset }),
};
process.send?.(reply, () => process.exit(0));
