import type { FittedMemberName, Segment } from './segment.ts';
import type { Week } from './week.ts';

/** One file of a member, fitted again. */
export interface ReproducedFile {
  readonly file: string;
  /** SHA-256 of the registered file; `null` where the model has none of that name. */
  readonly registered: string | null;
  /** SHA-256 of the file fitted again; `null` where the fit made none of that name. */
  readonly reproduced: string | null;
  readonly same: boolean;
}

/** A member of a registered model, fitted again from the model's own inputs. */
export interface ReproducedMember {
  readonly member: FittedMemberName;
  readonly files: readonly ReproducedFile[];
  readonly seconds: number;
}

/** What `shelfcast models reproduce --json` prints, one object per model. */
export interface Reproduction {
  readonly version: string;
  readonly segment: Segment;
  readonly trainingCutoff: Week;
  readonly datasetVersion: string;
  readonly codeVersion: string;
  readonly seed: number;
  readonly members: readonly ReproducedMember[];
  /** Whether every file has the same bytes. */
  readonly same: boolean;
}
