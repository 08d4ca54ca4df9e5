import type { Readable } from 'node:stream';
import type { ArtifactRef } from '../contracts/artifact.ts';
import type { PreparedPart } from '../contracts/preparation.ts';
import type { LocalPorts } from '../local/run-local-cycle.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { CycleView } from '../ports/cycle-progress.ts';
import type { GeneratedGrocer, GeneratorProgress } from '../generator/generate.ts';
import type { GrocerSettings } from '../generator/settings.ts';
import type { JobInput, JobName, JobOutput, JobProgress, JobRunner } from '../ports/job-runner.ts';
import type { Landing, LandingWriter } from '../ports/landing.ts';
import type { ModelTracking } from '../ports/model-tracking.ts';
import type { Orchestration } from '../ports/orchestration.ts';
import type { Registry } from '../ports/registry.ts';
import type { RowExportRequest } from '../ports/row-export.ts';
import type { RowRange, RowSums, SumsRequest } from '../ports/table-engine.ts';
import type { WorkflowReplay } from '../ports/workflow-histories.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import type { ExportOutcome } from '../tracking/export-models.ts';
import type { TrackedNames } from '../tracking/tracked-model.ts';

/** The jobs of one operation. The edge shows them while they run and ends them where the person gives up. */
export interface OperationJobs {
  /** Jobs that may run at the same time: one per core. */
  readonly slots: number;
  /** Aborted where the person gives up. */
  readonly signal: AbortSignal;
  /**
   * Runs a job that a person knows by a name. Throws as `JobRunner.run`, and the signal's reason once it is aborted.
   *
   * @param end ends this job alone
   */
  run<Name extends JobName>(
    title: string,
    job: Name,
    input: JobInput<Name>,
    end?: AbortSignal,
  ): Promise<JobOutput<Name>>;
  /** Shows how what has a name ended. */
  say(title: string, text: string): void;
}

/** What an operation has done so far, for an edge that shows it before the operation ends. */
export type OperationStep =
  | { readonly step: 'cycle-requested'; readonly region: string; readonly decision: string; readonly triggerId: string }
  | { readonly step: 'change-delivered'; readonly region: string; readonly triggerId: string }
  | { readonly step: 'adoption-started'; readonly workflowId: string; readonly environment: string }
  | { readonly step: 'model-exported'; readonly outcome: ExportOutcome }
  | { readonly step: 'week-generated'; readonly progress: GeneratorProgress }
  | { readonly step: 'local-cycles-begin'; readonly regions: readonly string[] }
  /** All local cycles in the order in which they run, those that wait among them. */
  | { readonly step: 'local-cycles-moved'; readonly views: readonly CycleView[] }
  | { readonly step: 'job-moved'; readonly job: string; readonly progress: JobProgress };

/** Where a local state is kept. */
export interface LocalStateOptions {
  /** `kept`: what earlier runs left is there; `emptied`: it is deleted first; `temporary`: nothing is there before, nor after. */
  readonly folder: 'kept' | 'emptied' | 'temporary';
  /** Whether jobs train and read less. Default false. */
  readonly quick?: boolean;
}

/** What cycles without Temporal work with. */
export interface LocalState extends Omit<LocalPorts, 'jobs'> {
  readonly runner: Pick<JobRunner, 'run'>;
  /** Aborted where the person gives up. */
  readonly signal: AbortSignal;
  /** Largest resident set of a process, by the last job it ran, in megabytes. */
  peaksMb(): Readonly<Record<string, number>>;
}

/** Where models are exported to, and under which names. */
interface ExportTarget {
  readonly tracking: ModelTracking;
  readonly names: TrackedNames;
  /** Of this process alone, so that two that export at the same time can tell each other apart. */
  readonly exporter: string;
  /** Whether workers started with the same environment export automatically. */
  readonly automatic: boolean;
}

/** Takes a text that need not fit in memory, piece by piece. */
export interface TextOutput {
  /** Resolves when there is room for more. */
  write(text: string): Promise<void>;
}

/** What columns of rows have to have: a text, or one of several. */
export type RowConditions = Readonly<Record<string, string | readonly string[]>>;

/** A row of a table, by column. */
export type TableRow = Readonly<Record<string, string | number | null>>;

/**
 * What operations need of the world. An edge opens each part when it is first asked for: one that lives long may keep what it opened, one
 * that runs a single command gives it back at once, so that other commands can have it.
 */
export interface App {
  /** Who asks, for the audit trail: the edge knows, from the operating system or from a key. */
  readonly actor: string;
  readonly project: LoadedProject;
  /** Opens the registry for as long as `use` takes. */
  withRegistry<Result>(use: (registry: Registry) => Promise<Result>): Promise<Result>;
  /** The same; `undefined` where no registry has been made yet. */
  withRegistryIfAny<Result>(use: (registry: Registry) => Promise<Result>): Promise<Result | undefined>;
  /** Opens the jobs of the project for as long as `use` takes; none is left behind. */
  withJobs<Result>(use: (jobs: OperationJobs) => Promise<Result>): Promise<Result>;
  /**
   * The same for questions that are answered while somebody waits: where the edge lives long, processes that have loaded a model stay for the
   * next question.
   */
  withWarmJobs<Result>(use: (jobs: OperationJobs) => Promise<Result>): Promise<Result>;
  /** Where artifacts are, and where files land. */
  openStorage(): Promise<{ readonly store: ArtifactStore; readonly landing: Landing }>;
  /** An artifact store at another place: a folder, `s3://…`, `azblob://…`, `gs://…`. */
  openArtifacts(location: string): Promise<ArtifactStore>;
  /** The rows of a table in the artifact store whose columns have these values, or one of several; some of the rows, or all. */
  readRows(table: ArtifactRef, conditions: RowConditions, range?: RowRange): Promise<readonly TableRow[]>;
  /** Adds up columns over such rows, by the values of another column, in ascending order. Throws `ArtifactMissingError`. */
  sumRows(
    table: ArtifactRef,
    conditions: RowConditions,
    sums: Pick<SumsRequest, 'by' | 'of'>,
  ): Promise<readonly RowSums[]>;
  /**
   * The same as JSON objects, separated by commas, where the edge keeps them so: many readers ask for the same table. `undefined` where it
   * does not; then `readRows` has them.
   */
  readRowTexts(
    table: ArtifactRef & { readonly rows: number },
    conditions: RowConditions,
    range: RowRange,
  ): Promise<{ readonly text: Buffer; readonly more: boolean } | undefined>;
  /**
   * The bytes of a file with the rows of a table that meet conditions; the reader sets the pace. Closing them ends what makes them, and so
   * does the signal. Throws before any byte where there can be none.
   */
  exportRows(table: ArtifactRef, request: RowExportRequest, signal: AbortSignal): Promise<Readable>;
  openLandingWriter(): Promise<LandingWriter>;
  /** The tracking server that is configured; nothing is sent to it yet. */
  openExportTarget(): Promise<ExportTarget>;
  /** Connects to the server that runs the project for as long as `use` takes. */
  withOrchestration<Result>(use: (orchestration: Orchestration) => Promise<Result>): Promise<Result>;
  /** Brings the registry to its newest form and looks whether artifacts and landing can be used; with `dryRun` writes nothing. */
  prepareStores(options: { readonly dryRun: boolean }): Promise<readonly PreparedPart[]>;
  /** Address of each environment's namespace in Temporal's UI; without those of which it is not known. */
  temporalUis(): Promise<Readonly<Record<string, string>>>;
  /** Build of the workflows that workers of this checkout run. */
  ownBuildId(): Promise<string>;
  /** The workflows of this build, to be compared with histories. */
  openReplay(): Promise<WorkflowReplay>;
  /** Opens a state for cycles in this process, without Temporal, for as long as `use` takes. */
  withLocalState<Result>(options: LocalStateOptions, use: (state: LocalState) => Promise<Result>): Promise<Result>;
  /** Generates the files of a grocer into the place that the edge has for them. */
  writeGrocer(
    settings: GrocerSettings,
    onWeek: (progress: GeneratorProgress) => void,
  ): Promise<GeneratedGrocer & { readonly peakRssMb: number | undefined }>;
  /** Takes what an operation says that it writes: a file of the command line, the body of a response. */
  readonly output: TextOutput;
  onStep(step: OperationStep): void;
}
