export const validationGroups = ['data', 'training', 'scoring'] as const;
export type ValidationGroup = (typeof validationGroups)[number];

/** One test: what was tested, on what, and the result. */
export interface ValidationTest {
  readonly group: ValidationGroup;
  /** A source, a region, a segment. */
  readonly subject: string;
  readonly name: string;
  /** `skipped`: it does not apply, or an earlier test failed; the detail says which. */
  readonly state: 'passed' | 'failed' | 'skipped';
  /** The figure and what it was compared with. */
  readonly detail: string;
}

/** What `shelfcast validate --json` prints. */
export interface ValidationReport {
  readonly project: string;
  /** Whether epochs, windows, weeks and segments were reduced. */
  readonly quick: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  readonly tests: readonly ValidationTest[];
}
