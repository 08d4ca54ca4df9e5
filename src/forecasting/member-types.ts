import type { FeatureSettings } from '../contracts/features.ts';
import type { Aim, MemberParameters } from '../contracts/project.ts';
import type { FittedMemberName } from '../contracts/segment.ts';
import type { FeatureModel } from './features/feature-model.ts';
import type { FitProgress } from './fit-progress.ts';
import type { GramProduct } from './lasso/gram-product.ts';
import type { ForecastOrigin, MemberForecast } from './member-forecast.ts';
import type { NetworkTrainer } from './network/trainer.ts';
import type { Panel } from './panel.ts';

/** What one member of one segment is to be fitted on. */
export interface MemberTask {
  /** All items of the region and format: the segment's, and the others as competitors. */
  readonly panel: Panel;
  /** The segment's items. */
  readonly items: readonly string[];
  /** Index in `panel.weeks` of the last week the fit may see; units after it have no influence. */
  readonly cutoffIndex: number;
  /** Steps are 1 … horizonWeeks. At least 1. */
  readonly horizonWeeks: number;
  readonly parameters: MemberParameters;
  /** Default: `defaultFeatureSettings`. */
  readonly features?: FeatureSettings;
  /** By what presets are compared. Default `balanced`. */
  readonly aim?: Aim;
  /** Whole number. The same task with the same seed gives the same bytes. */
  readonly seed: number;
  /**
   * The preset to fit with where the parameters leave it open: that of an earlier fit of the same segment, so that all
   * windows of a backtest and the model they represent are made alike. By default the fit chooses one.
   */
  readonly preset?: string;
}

export interface FitHooks {
  readonly progress?: (progress: FitProgress) => void;
  /** Aborting it rejects the fit with the signal's reason, within an epoch. */
  readonly signal?: AbortSignal;
  /** Trains the network; needed for the member `network` alone. */
  readonly trainer?: NetworkTrainer;
  /** Multiplies the Gram matrices of large LASSO problems; plain JavaScript without it. */
  readonly gram?: GramProduct | undefined;
  /** What `featureModelOf` gives for the task, where it is there already. */
  readonly featureModel?: FeatureModel;
  /**
   * Called after every epoch of the network, and after every tree. `take` copies the state of the fit into files; a caller that keeps them can continue
   * from there with `resumeFrom`. The fit waits for the promise.
   */
  readonly onCheckpoint?: (take: () => Map<string, Uint8Array>) => Promise<void>;
  /** The files of a checkpoint of the same task; the result is the same to the byte as without the interruption. */
  readonly resumeFrom?: ReadonlyMap<string, Uint8Array>;
}

export interface FittedMember {
  readonly name: FittedMemberName;
  /** The preset it was fitted with; absent for a member without presets. */
  readonly preset?: string;
  /** JSON-serialisable facts about the fit, for people. */
  readonly diagnostics: MemberDiagnostics;
  /**
   * Forecasts the segment from a cutoff. The panel may be a later one, with other stores, items or weeks; series with fewer
   * than eight observed weeks get the baseline, and from the LASSO items the fit never saw, too.
   *
   * @param items the items to forecast; those of the fit by default
   */
  predict(panel: Panel, cutoffIndex: number, items?: readonly string[]): MemberForecast;
  /** The same from several cutoffs: quicker than one by one, since what the rows are made of is computed once. */
  predictFrom(panel: Panel, origins: readonly ForecastOrigin[]): MemberForecast[];
  /** File name → bytes; see `member-files.ts` for the format. `loadMember` reads them back. */
  toFiles(): Map<string, Uint8Array>;
}

export type MemberDiagnostics = Readonly<Record<string, unknown>>;
