import { pipeline } from 'node:stream/promises';
import { IdempotencyStrategy, Storage, type FileMetadata } from '@google-cloud/storage';
import type { ObjectLocation } from '../storage-location.ts';
import { faultOf } from './faults.ts';
import { hashMetadata, partBytes, type ObjectStorage } from './object-storage.ts';

/**
 * Google Cloud Storage. Credentials come from where Google's own tools take them: `GOOGLE_APPLICATION_CREDENTIALS`, or the
 * machine's service account. `SHELFCAST_GCS_ENDPOINT` names another server, which is asked without any.
 */
export function createGcsStorage(location: ObjectLocation, environment: NodeJS.ProcessEnv): ObjectStorage {
  const { bucket: name, prefix, url } = location;
  const emulator = environment['SHELFCAST_GCS_ENDPOINT'];
  const storage = new Storage({
    // The library asks the machine where it runs for a project, unless it is given one.
    ...(emulator === undefined ? {} : { apiEndpoint: emulator, projectId: 'emulator' }),
    timeout: 120_000,
    retryOptions: {
      autoRetry: true,
      maxRetries: 5,
      totalTimeout: 300,
      // Whatever is written here may be written twice.
      idempotencyStrategy: IdempotencyStrategy.RetryAlways,
    },
  });
  const bucket = storage.bucket(name);
  const at = (key: string) => bucket.file(prefix + key);

  return {
    place: { url, bucket: name, endpoint: emulator ?? 'https://storage.googleapis.com' },

    async head(key) {
      try {
        const [metadata] = await at(key).getMetadata();
        const own = metadata.metadata?.[hashMetadata];
        return { ...factsOf(metadata), hash: own === undefined ? own : String(own) };
      } catch (error) {
        if (faultOf(error).kind === 'no-object') return undefined;
        throw error;
      }
    },

    async read(key) {
      const stream = at(key).createReadStream();
      try {
        // The request goes out with the first reader, and its answer comes with the first bytes.
        await new Promise<void>((resolve, reject) => {
          stream.once('error', reject);
          stream.once('readable', resolve);
          stream.once('end', resolve);
        });
        return stream;
      } catch (error) {
        if (faultOf(error).kind === 'no-object') return undefined;
        throw error;
      }
    },

    async write(key, content, { contentType, hash, onlyIfAbsent }) {
      const options = {
        ...(onlyIfAbsent ? { preconditionOpts: { ifGenerationMatch: 0 } } : {}),
        metadata: { contentType, metadata: { [hashMetadata]: hash } },
      };
      try {
        if (content instanceof Uint8Array) {
          await at(key).save(Buffer.from(content.buffer, content.byteOffset, content.byteLength), {
            ...options,
            resumable: false,
          });
          return;
        }
        const chunkSize = partBytes(content.bytes);
        const resumable = content.bytes > chunkSize;
        const target = at(key).createWriteStream({ ...options, resumable, ...(resumable ? { chunkSize } : {}) });
        await pipeline(content.open(), target);
      } catch (error) {
        if (onlyIfAbsent && faultOf(error).kind === 'exists') return;
        throw error;
      }
    },

    async delete(key, { stamp }) {
      try {
        await at(key).delete({ ifGenerationMatch: stamp.slice(stamp.indexOf('/') + 1) });
        return true;
      } catch (error) {
        const { kind } = faultOf(error);
        if (kind === 'no-object' || kind === 'exists') return false;
        throw error;
      }
    },

    async *list(start) {
      const stream = bucket.getFilesStream({ prefix: prefix + start }) as AsyncIterable<{
        name: string;
        metadata: FileMetadata;
      }>;
      for await (const { name: key, metadata } of stream) {
        yield { key: key.slice(prefix.length), ...factsOf(metadata) };
      }
    },
  };
}

/** A generation names one writing of an object. */
function factsOf({ size, generation, updated }: FileMetadata) {
  return { bytes: Number(size), stamp: `${size}/${generation}`, writtenAt: Date.parse(updated ?? '') || 0 };
}
