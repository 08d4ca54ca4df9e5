import type { FeatureRows } from './features/feature-rows.ts';
import type { RowsRead } from './features/rows-read.ts';
import type { UnpackedMember } from './member-files.ts';
import type { MemberForecast } from './member-forecast.ts';
import type { FitHooks, FittedMember, MemberTask } from './member-types.ts';
import type { PresetChoice } from '../contracts/preset-choice.ts';
import type { Panel } from './panel.ts';

/** Explains a forecast by its row among the forecasts of an item; null where the member has nothing of its own to say. */
export type RowExplainer<Explanation> = (row: number) => Explanation | null;

/** A forecast, and what explains its rows. */
export interface ExplainedForecast<Explanation> {
  readonly forecast: MemberForecast;
  readonly explain: RowExplainer<Explanation>;
}

/** What a member that is trained can do. */
export interface FittedMemberRecord<Name extends string, State, Parameters, Explanation> {
  readonly name: Name;
  /** Defaults, for the configuration and for fits without one. */
  readonly parameters: Parameters;
  fit(task: MemberTask, hooks: FitHooks): Promise<FittedMember>;
  /** Chooses the preset of a task that leaves it open, and says why. Only members with presets have it. */
  choosePreset?(task: MemberTask, hooks: FitHooks): Promise<PresetChoice>;
  /** @throws MemberFilesError where an array is missing */
  read(unpacked: UnpackedMember): State;
  /** The member that predicts with a state. */
  member(state: State): FittedMember;
  /** What the member that predicts with a state forecasts of rows that are there already. */
  forecast(state: State, read: RowsRead): MemberForecast;
  /** Log forecasts of feature rows; NaN where it has none. */
  logUnits(state: State, rows: FeatureRows, panel: Panel): Float64Array;
  explain(state: State, read: RowsRead): RowExplainer<Explanation>;
}

/** What a member that needs no training can do: one that follows from the data, or one whose predictions are imported. */
export interface ComputedMember<Name extends string, Explanation> {
  readonly name: Name;
  /**
   * Forecasts items from a cutoff; units after `cutoffIndex − leadWeeks` have no influence.
   *
   * @param horizonWeeks steps are 1 … horizonWeeks
   */
  predict(
    panel: Panel,
    items: readonly string[],
    cutoffIndex: number,
    horizonWeeks: number,
    leadWeeks?: number,
  ): MemberForecast;
  /** The same of an item, with how each row of it came about. */
  explain(
    panel: Panel,
    item: string,
    cutoffIndex: number,
    horizonWeeks: number,
    leadWeeks?: number,
  ): ExplainedForecast<Explanation>;
}
