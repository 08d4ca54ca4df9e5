/** One figure of a model, as trackers keep them: by name, step and time. */
export interface TrackedMetric {
  readonly key: string;
  readonly value: number;
  /** Epoch, window or step ahead the figure is of; 0 where there is one alone. */
  readonly step: number;
  /** Milliseconds since 1970. The same at every export, so that a figure exported twice is kept once. */
  readonly timestamp: number;
}

/** A model version as a tracker gets to know it. */
export interface TrackedModel {
  readonly version: string;
  /** Name of the registered model it is a version of. */
  readonly modelName: string;
  readonly runName: string;
  readonly description: string;
  /** When training ended, milliseconds since 1970. */
  readonly trainedAt: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly metrics: readonly TrackedMetric[];
  /** Facts that never change; on the run and on the version. */
  readonly tags: Readonly<Record<string, string>>;
  readonly dataset: {
    readonly name: string;
    readonly digest: string;
    readonly source: string;
    readonly profile: string;
  };
}

/** Where a model version stands at a tracker. */
export interface TrackedVersion {
  readonly runId: string;
  readonly modelName: string;
  /** The tracker's own number of the version. */
  readonly number: string;
}

/**
 * A server that shows people models: their parameters, metrics, files and versions. Whatever is written twice is there once.
 *
 * Every method throws `TrackingUnreachableError` where the server gives no answer or none of use, and `TrackingRefusedError`
 * where it understood and said no.
 */
export interface ModelTracking {
  /** The server's address without credentials: what exports are remembered by. */
  readonly target: string;
  /** Writes a model version, its files below `model/`. One that is half there is completed. */
  track(model: TrackedModel, files: Readonly<Record<string, Uint8Array>>, signal: AbortSignal): Promise<TrackedVersion>;
  /** Sets tags that may change, on the run and on the version; `null` takes one away, whether it is there or not. */
  setTags(version: TrackedVersion, tags: Readonly<Record<string, string | null>>, signal: AbortSignal): Promise<void>;
  /** Has an alias of a registered model name a version; `undefined` takes the alias away. */
  setAlias(modelName: string, alias: string, number: string | undefined, signal: AbortSignal): Promise<void>;
}

/** The server gave no answer, or said that something is wrong with itself: another try may help. */
export class TrackingUnreachableError extends Error {
  override readonly name = 'TrackingUnreachableError';
  readonly target: string;
  readonly request: string;

  constructor(target: string, request: string, reason: string, options?: ErrorOptions) {
    super(`the tracking server at ${target} did not answer ${request}: ${reason}`, options);
    this.target = target;
    this.request = request;
  }
}

/** The server refuses a request. */
export class TrackingRefusedError extends Error {
  override readonly name = 'TrackingRefusedError';
  readonly target: string;
  readonly request: string;
  readonly status: number;
  /** The server's own name for it, e.g. `RESOURCE_DOES_NOT_EXIST`. */
  readonly code: string;

  constructor(facts: { target: string; request: string; status: number; code: string; reason: string }) {
    super(`the tracking server at ${facts.target} refuses ${facts.request} (${facts.status}): ${facts.reason}`);
    this.target = facts.target;
    this.request = facts.request;
    this.status = facts.status;
    this.code = facts.code;
  }
}
