import type { ColumnTable } from 'arquero';
import type { ZodObject } from 'zod';
import type { OptionSetting } from '../contracts/option-setting.ts';
import type { ResolvedProject, ResolvedSource } from '../contracts/project.ts';
import type { Week, Weekday } from '../contracts/week.ts';

/** The reserved column that ties a row to the line of its file. Conditioners carry it along where rows stay rows. */
export const lineColumn = '__line';

/** What a conditioner may know about its surroundings. */
export interface ConditionerContext {
  readonly source: string;
  /** Path of the file below the landing folder. */
  readonly file: string;
  readonly weekStartsOn: Weekday;
  /** The week that contains an ISO date; the date itself where it is none, so that the row is quarantined with it. */
  weekOf(date: string): Week;
}

/**
 * Turns the raw columns of one file, or of a chunk of it, all text, into the standard table. Every raw row has its line number in
 * `__line`; rows that keep it can be named when they are quarantined.
 */
export type Conditioner = (table: ColumnTable, context: ConditionerContext) => ColumnTable;

/** A source with its functions: what workers hold, next to the part that is written down. */
export interface LoadedSource extends ResolvedSource {
  readonly row: ZodObject;
  /** Raw rows as texts; left out where they are not checked. */
  readonly raw?: ZodObject | undefined;
  readonly conditioner: Conditioner;
}

/** A project as a worker has it after loading. */
export interface LoadedProject {
  /** Absolute path of the project folder. */
  readonly directory: string;
  /** Where raw files arrive: the absolute path of a folder, or a place in an object store. */
  readonly landingDirectory: string;
  /** The serialisable part. */
  readonly resolved: ResolvedProject;
  readonly sources: readonly LoadedSource[];
  /** SHA-256 over the code that decides the bytes of a model, and the project's own: its configuration and what that imports. */
  readonly codeVersion: string;
  /** The same over all code that jobs run: a job must not mix it with newer code. */
  readonly jobsVersion: string;
  /** The same over the code that conditions. */
  readonly conditioningVersion: string;
  /**
   * The same for single sources: the code that conditions, and of the project only what the source's conditioner reaches. Where that cannot
   * be known, a source is left out.
   */
  readonly conditionerVersions?: Readonly<Record<string, string>>;
  /**
   * The same project with options changed for one run; its code, and so its versions, stay. Throws `OptionSettingError` with all faults
   * of what is set.
   */
  withOptions(settings: readonly OptionSetting[]): LoadedProject;
}
