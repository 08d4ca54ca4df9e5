import type { Trigger } from '../contracts/trigger.ts';
import type { TrackedVersion } from './model-tracking.ts';

/** What is known of the export of a model version to one tracking server. */
export interface ModelExport {
  readonly version: string;
  /** Absent as long as no export has succeeded. */
  readonly exported?: TrackedVersion & {
    /** ISO 8601. */
    readonly at: string;
    /** Tags that follow the registry, as last written there. */
    readonly standing: Readonly<Record<string, string>>;
  };
  /** How the latest attempt failed; absent where it succeeded. */
  readonly failed?: { readonly at: string; readonly reason: string };
  /** Who is at it. */
  readonly claim?: { readonly by: string; readonly until: string };
}

/** The part of the registry that remembers what a tracking server has received. */
export interface ModelExports {
  /** Every export to a target that was ever begun. */
  modelExports(target: string): Promise<readonly ModelExport[]>;
  /** Takes or prolongs the right to export a version; false where somebody else has it. */
  claimExport(target: string, version: string, by: string, seconds: number): Promise<boolean>;
  /** Records success and gives the claim back. */
  recordExport(
    target: string,
    version: string,
    exported: TrackedVersion & { readonly standing: Readonly<Record<string, string>> },
  ): Promise<void>;
  /** Records a failure and gives the claim back. */
  recordExportFailure(target: string, version: string, reason: string): Promise<void>;
  /** Changes whenever there may be something new to export: cheap to ask for again and again. */
  exportRevision(): Promise<string>;
  /** The triggers a cycle ran for; empty where the cycle is not known. */
  cycleTriggers(cycleId: string): Promise<readonly Trigger[]>;
}
