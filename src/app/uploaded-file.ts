import { z } from 'zod';

/** A file that comes with a question. The edge passes its bytes as they arrive, so that a large one is never in memory as a whole. */
export interface UploadedFile {
  /** What the person calls it, for refusals. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export const uploadedFileSchema: z.ZodType<UploadedFile> = z.object({
  name: z.string(),
  bytes: z.custom<AsyncIterable<Uint8Array>>(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
    'must be a stream of bytes',
  ),
});
