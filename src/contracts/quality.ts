/** `block` ends the cycle before anything is trained or published; `warn` is recorded and shown. */
export type Severity = 'block' | 'warn';

/** The options of each check that a source can declare. */
interface CheckOptions {
  /** At most `maxShare` of a column's values, up to the cutoff, lie below `min` or above `max`. Default 0: none. */
  readonly range: {
    readonly column: string;
    readonly min?: number | undefined;
    readonly max?: number | undefined;
    readonly maxShare: number;
  };
  /** Of the series that had a value in the last quarter, at least this share has one in the cutoff week. */
  readonly completeness: { readonly minCoverage: number };
  /** The cutoff week's rows over those of the median week of the year before. */
  readonly volume: { readonly minShare?: number | undefined; readonly maxShare?: number | undefined };
  /** Rows set aside because an earlier one of their file had their key, as a share of the source's rows. */
  readonly uniqueness: { readonly maxShare: number };
  /** Rows that name an unknown store or item, as a share of the source's rows. */
  readonly referential: { readonly maxShare: number };
}

export type CheckName = keyof CheckOptions;

/** What a check needs of its source. */
interface CheckNeeds {
  /** Whether it counts rows by week: a source without weeks cannot have it. */
  readonly weeks: boolean;
}

/** Every check that a source can declare. */
export const checkNeeds: Readonly<Record<CheckName, CheckNeeds>> = {
  range: { weeks: false },
  completeness: { weeks: true },
  volume: { weeks: true },
  uniqueness: { weeks: false },
  referential: { weeks: false },
};

export const checkNames = Object.keys(checkNeeds) as readonly CheckName[];

/** One check, as a source declares it. */
export type CheckOf<Name extends CheckName> = {
  readonly severity: Severity;
  readonly check: Name;
} & CheckOptions[Name];

/**
 * What the joined rows of a source must satisfy, in one region. A week's rows are the cells of the store × item × week grid with a
 * value in any of the source's columns.
 */
export type QualityCheck = { [Name in CheckName]: CheckOf<Name> }[CheckName];

/** What is looked at in every source with weeks, without being declared. */
export const standingChecks = ['freshness', 'gaps', 'repeated-weeks', 'missing-weeks'] as const;

/** How old a source's newest row may be. */
export interface Freshness {
  /** Weeks from the newest week with a row to the cutoff, >= 0. */
  readonly maxWeeksBehind: number;
  /** Default `warn`. */
  readonly severity: Severity;
}

/** What is expected of a source that says nothing else. */
export const usualFreshness: Freshness = { maxWeeksBehind: 1, severity: 'warn' };

/** What a check found. */
export interface QualityFinding {
  readonly source: string;
  readonly check: CheckName | (typeof standingChecks)[number];
  readonly severity: Severity;
  readonly passed: boolean;
  /** Figure and limit, in words. */
  readonly detail: string;
}

/** `sales: volume 31% of the median week, limit 50%` */
export function findingText({ source, detail }: QualityFinding): string {
  return `${source}: ${detail}`;
}

/** The findings that failed, in words. */
export function failedTexts(findings: readonly QualityFinding[]): readonly string[] {
  return findings.filter(({ passed }) => !passed).map(findingText);
}
