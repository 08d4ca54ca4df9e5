/** A place of objects, as people know it: nothing in here is secret. */
export interface StoragePlace {
  /** `s3://bucket/prefix`, `azblob://container/prefix`, `gs://bucket/prefix`. */
  readonly url: string;
  readonly bucket: string;
  readonly endpoint: string;
}

/** What a store said, and to which request: never with a key, a token or a signature in it. */
interface StorageFacts extends StoragePlace {
  /** What was asked for: `read objects/ab/cd….parquet`. */
  readonly request: string;
  readonly reason: string;
}

/** Common to everything an object store answers with instead of doing what it was asked for. */
abstract class StorageError extends Error {
  readonly url: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly request: string;
  readonly reason: string;

  constructor(message: string, { url, bucket, endpoint, request, reason }: StorageFacts) {
    super(message);
    this.url = url;
    this.bucket = bucket;
    this.endpoint = endpoint;
    this.request = request;
    this.reason = reason;
  }
}

/** The store could not be talked to: no connection, no answer in time, a connection that broke. Another attempt may help. */
export class StorageUnreachableError extends StorageError {
  override readonly name = 'StorageUnreachableError';

  constructor(facts: StorageFacts) {
    super(
      `the object store of ${facts.url} cannot be reached at ${facts.endpoint} (${facts.request}: ${facts.reason}); check that it runs, that the endpoint is right and that no firewall is in the way`,
      facts,
    );
  }
}

/** The store refuses who asks, or there is nobody to ask as. */
export class StorageForbiddenError extends StorageError {
  override readonly name = 'StorageForbiddenError';

  constructor(facts: StorageFacts) {
    super(
      `the object store at ${facts.endpoint} refuses to ${facts.request} in ${facts.url} (${facts.reason}); check that the credentials are right and that they may read, write and list there (docs/storage.md)`,
      facts,
    );
  }
}

/** There is no such bucket or container. */
export class BucketMissingError extends StorageError {
  override readonly name = 'BucketMissingError';

  constructor(facts: StorageFacts) {
    super(
      `${facts.endpoint} has no bucket ${facts.bucket}, which ${facts.url} names (${facts.reason}); create it, or correct the name or the endpoint`,
      facts,
    );
  }
}

/** The store could be reached, and failed. Another attempt may help. */
export class StorageRequestError extends StorageError {
  override readonly name = 'StorageRequestError';
  /** HTTP status of the answer, if there was one. */
  readonly statusCode?: number;

  constructor(facts: StorageFacts & { readonly statusCode?: number }) {
    super(`the object store at ${facts.endpoint} failed to ${facts.request} in ${facts.url}: ${facts.reason}`, facts);
    if (facts.statusCode !== undefined) this.statusCode = facts.statusCode;
  }
}

/** The location of artifacts or landing names no place, or a setting that the place needs is not there. */
export class StorageLocationError extends Error {
  override readonly name = 'StorageLocationError';
  readonly location: string;

  constructor(location: string, problem: string) {
    super(`${location} cannot be used: ${problem}`);
    this.location = location;
  }
}
