import type { FeatureSettings } from '../contracts/features.ts';
import type { MemberName, Segment } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';
import { hashOf } from '../datasets/hash.ts';
import { canonicalJson } from '../registry/canonical-json.ts';

/** Everything the fit of one member at one cutoff depends on. */
export interface FitInputs {
  readonly member: MemberName;
  readonly segment: Segment;
  readonly items: readonly string[];
  readonly cutoff: Week;
  /** Cutoffs it forecasts from. */
  readonly forecastFrom: readonly Week[];
  readonly horizonWeeks: number;
  readonly datasetVersion: string;
  readonly codeVersion: string;
  readonly parameters: unknown;
  readonly features: FeatureSettings;
  readonly seed: number;
}

/** Name of the pointer under which a finished fit is found again, by a later attempt or by a cycle that would repeat it. */
export function fitPointer(inputs: FitInputs): string {
  return `fits/${hashOf([canonicalJson(inputs)])}`;
}
