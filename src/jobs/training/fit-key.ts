import type { Aim } from '../../contracts/project.ts';
import type { FeatureSettings } from '../../contracts/features.ts';
import type { FittedMemberName, Segment } from '../../contracts/segment.ts';
import type { Week } from '../../contracts/week.ts';
import { hashOf } from '../../datasets/hash.ts';
import { canonicalJson } from '../../registry/canonical-json.ts';

/** Everything the fit of one member at one cutoff depends on. */
export interface FitInputs {
  readonly member: FittedMemberName;
  readonly segment: Segment;
  readonly items: readonly string[];
  readonly cutoff: Week;
  readonly horizonWeeks: number;
  /** Of what the fit may see, by `panelDigest`: a later dataset version with the same past gives the same fit. */
  readonly panel: string;
  readonly codeVersion: string;
  readonly parameters: unknown;
  readonly features: FeatureSettings;
  readonly aim: Aim;
  readonly seed: number;
  /** Absent for a member without presets, and where it is the preset that is to be chosen. */
  readonly preset?: string;
}

/** Names of the pointers under which a fit is found again, by a later attempt or by a cycle that would repeat it. */
export interface FitPointers {
  /** The finished fit. */
  readonly fit: string;
  /** Where an unfinished one has come to. */
  readonly checkpoint: string;
  /** Which attempt works on it; see `attempt-fence.ts`. */
  readonly lease: string;
}

export function fitPointers(inputs: FitInputs): FitPointers {
  const hash = hashOf([canonicalJson(inputs)]);
  return { fit: `fits/${hash}`, checkpoint: `checkpoints/${hash}`, lease: `leases/${hash}` };
}

/** Name of the pointer at which the choice of a preset is kept. @param inputs of a fit without one */
export function presetPointer(inputs: FitInputs): string {
  return `presets/${hashOf([canonicalJson(inputs)])}`;
}

/** What a forecast of a fit depends on. */
export interface ForecastInputs {
  /** The fit's pointer. */
  readonly fit: string;
  readonly datasetVersion: string;
  /** All that are forecast together: the first price of an item reaches back over all of them. */
  readonly origins: readonly { readonly cutoff: Week; readonly items: readonly string[] }[];
  /** The cutoff this one starts from. */
  readonly cutoff: Week;
}

/** Name of the pointer under which the forecast of a fit is found again. */
export function forecastPointer(inputs: ForecastInputs): string {
  return `fit-forecasts/${hashOf([canonicalJson(inputs)])}`;
}
