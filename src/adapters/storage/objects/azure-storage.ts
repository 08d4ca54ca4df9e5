import type { Readable } from 'node:stream';
import { DefaultAzureCredential } from '@azure/identity';
import { BlobServiceClient, StorageSharedKeyCredential, type StoragePipelineOptions } from '@azure/storage-blob';
import { StorageLocationError } from '../../../ports/storage-errors.ts';
import type { ObjectLocation } from '../storage-location.ts';
import { faultOf } from './faults.ts';
import { hashMetadata, partBytes, partsAtOnce, type ObjectStorage } from './object-storage.ts';

const pipeline: StoragePipelineOptions = {
  retryOptions: { maxTries: 5, tryTimeoutInMs: 120_000, retryDelayInMs: 200, maxRetryDelayInMs: 5_000 },
};

/** Azure Blob Storage. Account and credentials: `AZURE_STORAGE_…`, see docs/storage.md. Throws `StorageLocationError`. */
export function createAzureStorage(location: ObjectLocation, environment: NodeJS.ProcessEnv): ObjectStorage {
  const { bucket, prefix, url } = location;
  const service = serviceOf(location, environment);
  const container = service.getContainerClient(bucket);
  const at = (key: string) => container.getBlockBlobClient(prefix + key);

  return {
    // Without its query, which may be a shared access signature.
    place: { url, bucket, endpoint: service.url.replace(/\?.*$/s, '').replace(/\/$/, '') },

    async head(key) {
      try {
        const { contentLength, etag, lastModified, metadata } = await at(key).getProperties();
        return {
          bytes: contentLength ?? 0,
          stamp: stampOf(contentLength, etag),
          writtenAt: lastModified?.getTime() ?? 0,
          hash: metadata?.[hashMetadata],
        };
      } catch (error) {
        if (faultOf(error).kind === 'no-object') return undefined;
        throw error;
      }
    },

    async read(key) {
      try {
        // Continues from where it broke, up to five times.
        const { readableStreamBody } = await at(key).download(0, undefined, { maxRetryRequests: 5 });
        return readableStreamBody as Readable;
      } catch (error) {
        if (faultOf(error).kind === 'no-object') return undefined;
        throw error;
      }
    },

    async write(key, content, { contentType, hash, onlyIfAbsent }) {
      const options = {
        blobHTTPHeaders: { blobContentType: contentType },
        metadata: { [hashMetadata]: hash },
        ...(onlyIfAbsent ? { conditions: { ifNoneMatch: '*' } } : {}),
      };
      try {
        if (content instanceof Uint8Array) await at(key).upload(content, content.byteLength, options);
        // Blocks are nothing until they are committed as the blob, which is the last thing done.
        else await at(key).uploadStream(content.open(), partBytes(content.bytes), partsAtOnce, options);
      } catch (error) {
        if (onlyIfAbsent && faultOf(error).kind === 'exists') return;
        throw error;
      }
    },

    async delete(key, { stamp }) {
      try {
        await at(key).delete({ conditions: { ifMatch: `"${stamp.slice(stamp.indexOf('/') + 1)}"` } });
        return true;
      } catch (error) {
        const { kind } = faultOf(error);
        if (kind === 'no-object' || kind === 'exists') return false;
        throw error;
      }
    },

    async *list(start) {
      for await (const { name, properties } of container.listBlobsFlat({ prefix: prefix + start })) {
        const { contentLength = 0, etag, lastModified } = properties;
        const stamp = stampOf(contentLength, etag);
        yield { key: name.slice(prefix.length), bytes: contentLength, stamp, writtenAt: lastModified.getTime() };
      }
    },
  };
}

function serviceOf({ url }: ObjectLocation, environment: NodeJS.ProcessEnv): BlobServiceClient {
  const connection = environment['AZURE_STORAGE_CONNECTION_STRING'];
  if (connection !== undefined) {
    try {
      return BlobServiceClient.fromConnectionString(connection, pipeline);
    } catch {
      // The library's own words may quote it, and it holds the key.
      throw new StorageLocationError(
        url,
        'AZURE_STORAGE_CONNECTION_STRING is no connection string of a storage account',
      );
    }
  }
  const account = environment['AZURE_STORAGE_ACCOUNT'];
  if (account === undefined) {
    throw new StorageLocationError(url, 'set AZURE_STORAGE_ACCOUNT, or AZURE_STORAGE_CONNECTION_STRING');
  }
  const endpoint = environment['AZURE_STORAGE_BLOB_ENDPOINT'] ?? `https://${account}.blob.core.windows.net`;
  const key = environment['AZURE_STORAGE_KEY'];
  if (key !== undefined) {
    return new BlobServiceClient(endpoint, new StorageSharedKeyCredential(account, key), pipeline);
  }
  const token = environment['AZURE_STORAGE_SAS_TOKEN'];
  if (token !== undefined) return new BlobServiceClient(`${endpoint}?${token.replace(/^\?/, '')}`, undefined, pipeline);
  return new BlobServiceClient(endpoint, new DefaultAzureCredential(), pipeline);
}

/** A tag names one writing of a blob; a listing gives it bare, a head in quotes. */
function stampOf(bytes = 0, tag = ''): string {
  return `${bytes}/${tag.replaceAll('"', '')}`;
}
