import { createHash } from 'node:crypto';
import type { FittedMemberName, Segment } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';
import { canonicalJson } from './canonical-json.ts';

/** Everything a trained ensemble depends on. */
export interface ModelInputs {
  readonly segment: Segment;
  readonly datasetVersion: string;
  readonly trainingCutoff: Week;
  readonly codeVersion: string;
  readonly parameters: unknown;
  readonly seed: number;
  /** Members that could be trained: an ensemble that lacks one is another model. */
  readonly members: readonly FittedMemberName[];
}

/** A model version is the hash of its inputs: training the same thing twice gives the same version. */
export function modelVersion(inputs: ModelInputs): string {
  return createHash('sha256').update(canonicalJson(inputs)).digest('hex').slice(0, 16);
}
