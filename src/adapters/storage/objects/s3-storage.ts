import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ObjectLocation } from '../storage-location.ts';
import { faultOf } from './faults.ts';
import { hashMetadata, partBytes, partsAtOnce, timeouts, type ObjectStorage } from './object-storage.ts';

/**
 * S3, or a store that speaks its protocol. Endpoint, region and credentials come from where AWS's own tools take them:
 * `AWS_ENDPOINT_URL_S3`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`, profiles, web identity, the machine's role.
 */
export function createS3Storage(location: ObjectLocation, environment: NodeJS.ProcessEnv): ObjectStorage {
  const { bucket, prefix, url } = location;
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'];
  const region =
    environment['AWS_REGION'] ??
    environment['AWS_DEFAULT_REGION'] ??
    (endpoint === undefined ? undefined : 'us-east-1');
  const client = new S3Client({
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(region === undefined ? {} : { region }),
    followRegionRedirects: true,
    maxAttempts: 5,
    // The reader verifies a hash of ours, and names what is damaged.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: timeouts.connectMs,
      socketTimeout: timeouts.idleMs,
      httpAgent: { keepAlive: true },
      httpsAgent: { keepAlive: true },
    },
  });
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + key });

  return {
    place: { url, bucket, endpoint: endpoint ?? `https://s3.${region ?? 'amazonaws'}.amazonaws.com` },

    async head(key) {
      try {
        const { ContentLength, ETag, LastModified, Metadata } = await client.send(new HeadObjectCommand(at(key)));
        const stamp = stampOf(ContentLength, ETag, LastModified);
        const writtenAt = LastModified?.getTime() ?? 0;
        return { bytes: ContentLength ?? 0, stamp, writtenAt, hash: Metadata?.[hashMetadata] };
      } catch (error) {
        if (faultOf(error).kind === 'no-object') return undefined;
        throw error;
      }
    },

    async read(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return Body as Readable;
      } catch (error) {
        if (faultOf(error).kind === 'no-object') return undefined;
        throw error;
      }
    },

    async write(key, content, { contentType, hash, onlyIfAbsent }) {
      const put = async (condition: Pick<PutObjectCommandInput, 'IfNoneMatch'>): Promise<void> => {
        const params = { ...at(key), ContentType: contentType, Metadata: { [hashMetadata]: hash }, ...condition };
        if (content instanceof Uint8Array) {
          await client.send(new PutObjectCommand({ ...params, Body: content }));
          return;
        }
        const partSize = partBytes(content.bytes);
        // What fails is taken back: parts of an upload that nobody completes are invisible, but cost.
        await new Upload({
          client,
          params: { ...params, Body: content.open() },
          partSize,
          queueSize: partsAtOnce,
          leavePartsOnError: false,
        }).done();
      };
      if (!onlyIfAbsent) return put({});
      try {
        await put({ IfNoneMatch: '*' });
      } catch (error) {
        const { kind } = faultOf(error);
        if (kind === 'exists') return;
        // An older store that knows no conditions: the same bytes are written once more.
        if (kind === 'unsupported') return put({});
        throw error;
      }
    },

    async delete(key) {
      // A tag is of the bytes alone, and bytes under a name of ours are always the same: as a condition it would say nothing.
      await client.send(new DeleteObjectCommand(at(key)));
      return true;
    },

    async *list(start) {
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix + start })) {
        for (const { Key = '', Size = 0, ETag, LastModified } of page.Contents ?? []) {
          const stamp = stampOf(Size, ETag, LastModified);
          yield { key: Key.slice(prefix.length), bytes: Size, stamp, writtenAt: LastModified?.getTime() ?? 0 };
        }
      }
    },
  };
}

/** To the second: a listing has milliseconds that the head of an object does not have. */
function stampOf(bytes = 0, tag = '', modified?: Date): string {
  return `${bytes}/${tag}/${modified === undefined ? '' : Math.floor(modified.getTime() / 1000)}`;
}
