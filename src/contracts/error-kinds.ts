import { failureTypes, type FailureType } from './failures.ts';

/**
 * What further attempts an error gets: none; as many as its step has time for, since it passes; ten, since nobody can say; or as many as it
 * takes until the process of the job has died five times at one place (`activities/strikes.ts`).
 */
export type Retry = 'never' | 'while-it-lasts' | 'ten-times' | 'until-it-dies-again';

/** What is done about an error. */
export interface ErrorKind {
  readonly retry: Retry;
  /** The stable type it is reported under. Default: its own name. */
  readonly type?: FailureType;
  /** Whether what a command asked for cannot be, rather than having been tried and failed. Default: false. */
  readonly refusesInput?: boolean;
  /** Whether it is the end of the job's process, which some part of its input may be the cause of. Default: false. */
  readonly endsProcess?: boolean;
}

const configuration = { retry: 'never', type: failureTypes.configuration } as const;
const data = { retry: 'never', type: failureTypes.data } as const;
const training = { retry: 'never', type: failureTypes.training } as const;
const outage = { retry: 'while-it-lasts' } as const;
const unsure = { retry: 'ten-times' } as const;

/** Every error that an activity can end with, by the name of its class. */
const kinds = {
  ProjectConfigError: configuration,
  OptionSettingError: configuration,
  UnknownSourceError: configuration,
  UnknownRegionError: configuration,
  UnknownFormatError: configuration,
  InvalidOptionError: configuration,
  UnknownAheadColumnError: configuration,
  StoreNameError: configuration,
  StorageLocationError: configuration,
  BucketMissingError: configuration,

  SourceEmptyError: data,
  FileEmptyError: data,
  FileUnreadableError: data,
  ColumnMissingError: data,
  HeaderError: data,
  ConditionerFailedError: data,
  ConditionerOutputError: data,
  TooManyBadRowsError: data,
  ColumnRetypedError: data,
  AttributeConflictError: data,
  LandingLinkError: data,
  QualityBlockedError: data,
  CutoffError: { ...data, refusesInput: true },
  NoDataError: { ...data, refusesInput: true },

  TooLittleHistoryError: { ...training, refusesInput: true },
  InvalidPanelError: training,
  NoTrainingRowsError: training,
  NonFiniteInputError: training,
  NetworkDivergedError: training,
  NoBacktestRowsError: training,
  NoMemberForecastError: training,
  RowsOutOfLineError: training,
  MemberFilesError: training,
  TrainerMissingError: training,
  InseparableProductError: training,

  SegmentChangedError: { retry: 'never', type: failureTypes.adoptionRefused },
  ModelRefusedError: { retry: 'never', type: failureTypes.modelRefused },
  RollbackRefusedError: { retry: 'never', type: failureTypes.rollbackRefused },
  // What passes, a ledger that is full, is tried again: `activities/deliver-trigger.ts`.
  RequestRefusedError: { retry: 'never', type: failureTypes.requestRefused },

  StorageUnreachableError: outage,
  // The worker's next start brings the new code.
  ProjectChangedError: outage,

  // A fenced attempt is nobody's any more; should it be somebody's after all, the next one takes the lease.
  AttemptFencedError: unsure,
  // Its sender is still writing.
  LandingFileChangedError: unsure,
  // Another attempt takes the next free name.
  LandingFileExistsError: unsure,
  // A store that was restored or mounted again has them.
  ArtifactMissingError: unsure,
  ArtifactCorruptError: unsure,
  // Rights are given and keys renewed; an answer with a status that passes is an outage (`activities/outage.ts`).
  StorageForbiddenError: unsure,
  StorageRequestError: unsure,
  // Raw files that cannot be read are FileUnreadableError; of the store's own tables only I/O is in doubt.
  TableUnreadableError: unsure,
  CutShortError: unsure,
  // The worker's machine is not set up as it should be, and somebody may be about to see to it.
  SettingsError: unsure,
  UnsafeTensorflowError: unsure,

  // A rotation that has not reached this machine yet.
  PayloadKeyUnknownError: outage,
  PayloadKeysUnreadableError: outage,
  PayloadKeysInvalidError: outage,
  // Another worker may have the right key of that id.
  PayloadTamperedError: unsure,

  // Where its JavaScript heap was full, the same input would fill it again: `activities/retry-of.ts`.
  ChildProcessError: { retry: 'until-it-dies-again', type: failureTypes.childProcess, endsProcess: true },
  JobStalledError: { retry: 'until-it-dies-again', type: failureTypes.jobStalled },
  // Memory that was too little once is too little for the same input again.
  JobMemoryError: { retry: 'never', type: failureTypes.jobMemory, endsProcess: true },
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type KnownErrorName = keyof typeof kinds;

export const knownErrors: Readonly<Record<KnownErrorName, ErrorKind>> = kinds;

/** What is done about an error by the name of its class. One that is not in the table is a mistake in code, or a library's. */
export function errorKindOf(name: string): ErrorKind {
  return Object.hasOwn(kinds, name) ? knownErrors[name as KnownErrorName] : unsure;
}
