import type { ColumnTable } from 'arquero';
import type { ZodObject } from 'zod';
import type {
  BacktestOptions,
  DataChangePolicy,
  DriverRoles,
  LassoParameters,
  MissingWeek,
  NetworkParameters,
  TreesParameters,
  PromotionGate,
  PromotionPolicy,
  RegionOptions,
  RepeatedWeek,
  ResolvedSource,
  SourceMigrations,
  VelocityRule,
  WatchPolicy,
  WeeklyAggregate,
} from '../contracts/project.ts';
import type { SourceKind } from '../contracts/source-kinds.ts';
import type { ApprovalPolicy } from '../contracts/promotion-plan.ts';
import type { DriftPolicy } from '../contracts/drift.ts';
import type { Freshness, QualityCheck } from '../contracts/quality.ts';
import type { RetentionPolicy } from '../contracts/retention.ts';
import type { DayOfMonth, FeatureName, Holiday } from '../contracts/features.ts';
import type { Weekday } from '../contracts/week.ts';
import type { ConditionerContext } from './loaded-project.ts';

export { defaultFeatures } from '../contracts/features.ts';

/** One input of a project: where its files land, what their rows look like, and how they are conditioned. */
export interface SourceDefinition {
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
  readonly kind: SourceKind;
  /** Glob below the landing folder, e.g. `sales/*.csv.gz`. */
  readonly landing: string;
  /** Columns the raw files must have; others may come along. Default: none checked. */
  readonly columns?: readonly string[];
  /** What separates values in delimited files. Default `,`; files ending in .tsv always use a tab. */
  readonly delimiter?: ResolvedSource['delimiter'];
  /** How text files are written, unless a byte order mark says it. Default `utf-8`. */
  readonly encoding?: ResolvedSource['encoding'];
  /**
   * A row of the standard table, as `z.object` of texts and numbers; the names are the table's columns. Required by kind:
   * shipments `store`, `item`, `week`, `units`; known-ahead and observed `week` and at least one number (`store` and `item`
   * where values differ by them); stores `store`, `region`, `format`; items `item`; returns `store`, `item`, `week`, `units`;
   * weather `zip`, `date` and at least one number (`issued` where the source has forecasts), with `zip` among the columns of
   * stores; demographics `store` and at least one number; events `start`, `end` and at least one number (`store`, `region`,
   * `format`, `item` where they narrow it). Numbers of stores and demographics become attributes models learn from; columns of
   * items become categories, except `name`, which is for people. See docs/data.md.
   */
  readonly row: ZodObject;
  /**
   * Turns the raw table of one file, or of a chunk of it, all text plus `__line`, into the standard table. Pure: the result is
   * kept for as long as the file and the conditioner's code stay the same.
   */
  readonly conditioner: (table: ColumnTable, context: ConditionerContext) => ColumnTable;
  /**
   * A raw row, as `z.object` of texts, checked before the conditioner sees it; rows that do not fit are quarantined. Columns it does
   * not name are let through. Default: raw rows are not checked.
   */
  readonly raw?: ZodObject;
  /** What the conditioner gets at a time. `file` where it looks across rows. Default `chunks`, of at most 100,000 rows. */
  readonly reads?: ResolvedSource['reads'];
  /** Columns of raw files that were renamed or came later. Default: none. */
  readonly migrations?: SourceMigrations;
  /** Largest share of a file's rows that may be quarantined before the source fails, [0, 1]. Default 0.02. */
  readonly maxBadShare?: number;
  /** Only for shipments and returns: what a week without a row means. Default `missing`. */
  readonly missingWeek?: MissingWeek;
  /**
   * Only for shipments and returns: what it means when rows of one store, item and week come more than once, in a file or in several.
   * `corrections`: the row of the later file holds. `parts`: they are added up, as days of a week, tills, or two files that split a
   * week. Default `corrections`. Rows with a `date` are summed to weeks either way; the option is then about rows of one day.
   */
  readonly repeatedWeek?: RepeatedWeek;
  /** Only for weather: how the days of a week become its value, by column, e.g. `{ rain: 'sum' }`. Default `mean`. */
  readonly weekly?: Readonly<Record<string, WeeklyAggregate>>;
  /** What its rows have to be in a region, in addition to what is checked in every source; see docs/quality.md. */
  readonly checks?: readonly WithDefaults<QualityCheck>[];
  /** How old its newest row may be. Default: a warning where it is 2 weeks behind. */
  readonly freshness?: Pick<Freshness, 'maxWeeksBehind'> & Partial<Freshness>;
}

/** A check whose severity, and for a range whose share, may be left out: `warn`, and 0. */
type WithDefaults<Check> = Check extends {
  readonly check: 'range';
  readonly severity: unknown;
  readonly maxShare: unknown;
}
  ? Partial<Pick<Check, 'severity' | 'maxShare'>> & Omit<Check, 'severity' | 'maxShare'>
  : Check extends { readonly severity: unknown }
    ? Partial<Pick<Check, 'severity'>> & Omit<Check, 'severity'>
    : never;

/** Features by name, and their options; what is left out takes the default in `contracts/features.ts`. */
interface FeatureDefinition {
  /** Default: `defaultFeatures`. */
  readonly use?: readonly FeatureName[];
  /** The newest weeks up to the cutoff whose actuals may not be used. 0 … 52, default 0. */
  readonly leadWeeks?: number;
  /** Weeks of data from which models look at last year. 61 … 520, default 125. */
  readonly seasonalFromWeeks?: number;
  readonly calendar?: {
    readonly holidays?: readonly Holiday[];
    readonly paydays?: { readonly daysOfMonth: readonly DayOfMonth[] };
  };
}

/**
 * When cycles start automatically. Without it they do not: a schedule that nobody set would spend a machine's time.
 *
 * What a region says goes before what the project says, and what an environment says before both, field by field; weekday and
 * time on one side and cron on the other replace each other.
 */
interface ScheduleDefinition {
  /** With `time`. */
  readonly weekday?: Weekday;
  /** `HH:MM` on the wall clock of the region's time zone. With `weekday`. */
  readonly time?: string;
  /** Instead of weekday and time: minute, hour, day of the month, month, day of the week. */
  readonly cron?: string;
  /** 0 to 3600, default 0. */
  readonly jitterSeconds?: number;
  /** How late a missed start is still made up for. 1 to 31, default 7. */
  readonly catchUpDays?: number;
  /** `false` where there is to be none. Default true. */
  readonly enabled?: boolean;
}

/** Looks for new and changed files in landing; without it nobody looks. */
interface WatchDefinition extends Partial<WatchPolicy> {
  /** Default true. */
  readonly enabled?: boolean;
}

interface EnvironmentDefinition {
  /** `automatic`: a challenger's gate decides alone; `manual`: a person approves or rejects it. */
  readonly promotion: PromotionPolicy;
  /** Only for `manual`: hours between reminders, 24 by default, and days until the wait ends, 7 by default. */
  readonly approval?: Partial<ApprovalPolicy>;
  readonly schedule?: ScheduleDefinition;
  readonly watch?: WatchDefinition;
}

/** A project as its configuration file writes it; what is left out takes the default in `contracts/project.ts`. */
export interface ProjectDefinition {
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
  /** The weekday on which sales weeks start. */
  readonly weekStartsOn: Weekday;
  /** Weeks to forecast after the cutoff, 1 to 52. */
  readonly horizonWeeks: number;
  /**
   * Where raw files arrive: a folder, relative to the project's or absolute, or `s3://bucket/prefix`, `azblob://container/prefix`,
   * `gs://bucket/prefix`. Default `landing`.
   */
  readonly landingDirectory?: string;
  readonly regions: readonly (RegionOptions & { readonly schedule?: ScheduleDefinition })[];
  /** Store formats. Default `['large', 'small']`. */
  readonly formats?: readonly string[];
  readonly velocity?: Partial<VelocityRule>;
  readonly sources: readonly SourceDefinition[];
  /** Columns that play a part the features know about. Default: those of weather, events and returns sources, and no others. */
  readonly drivers?: Partial<DriverRoles>;
  /** Which features models read, and what the calendar knows; see docs/features.md. */
  readonly features?: FeatureDefinition;
  readonly members?: {
    readonly lasso?: Partial<LassoParameters>;
    readonly network?: Partial<NetworkParameters>;
    readonly trees?: Partial<TreesParameters>;
  };
  /** Seed of everything random. A whole number >= 0. Default 1. */
  readonly seed?: number;
  readonly backtest?: Partial<BacktestOptions>;
  readonly gate?: Partial<PromotionGate>;
  /** Default 60. */
  readonly staleAfterDays?: number;
  /** When inputs and errors count as drifted; see docs/quality.md. */
  readonly drift?: Partial<Omit<DriftPolicy, 'errors'>> & { readonly errors?: Partial<DriftPolicy['errors']> };
  readonly dataChange?: Partial<DataChangePolicy>;
  /** How long artifacts are kept that nothing depends on; see docs/registry.md. */
  readonly retention?: Partial<RetentionPolicy>;
  /** For regions and environments that say nothing else. Default: none. */
  readonly schedule?: ScheduleDefinition;
  /** Default: none. */
  readonly watch?: WatchDefinition;
  /** Default: `dev` promotes automatically, `prod` by a person's decision. */
  readonly environments?: Readonly<Record<string, EnvironmentDefinition>>;
}

/** Defines a project; the default export of `shelfcast.config.ts`. Validated when it is loaded, all faults at once. */
export function defineProject(definition: ProjectDefinition): ProjectDefinition {
  return definition;
}

/** Defines a source outside the project's own file. */
export function defineSource(definition: SourceDefinition): SourceDefinition {
  return definition;
}
