import { z } from 'zod';
import type { openPayloadCodec } from '../../composition/encryption/open-payload-codec.ts';

/** Payloads as the SDK has them. */
export type Payloads = Awaited<ReturnType<Awaited<ReturnType<typeof openPayloadCodec>>['decode']>>;

const base64 = z.string().regex(/^[A-Za-z0-9+/_-]*={0,2}$/, 'Base64');

/** The body of a request to a codec server: protobuf's JSON of payloads. */
const bodySchema = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), base64).nullish(), data: base64.nullish() })),
});

/** The payloads in the body of a request. Throws `z.ZodError`. */
export function payloadsIn(body: unknown): Payloads {
  return bodySchema.parse(body).payloads.map(({ metadata, data }) => ({
    ...(metadata ? { metadata: mapValues(metadata, (text) => Buffer.from(text, 'base64')) } : {}),
    ...(typeof data === 'string' ? { data: Buffer.from(data, 'base64') } : {}),
  }));
}

/** The body of the answer. */
export function bodyOf(payloads: Payloads): object {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: mapValues(metadata ?? {}, text),
      ...(data ? { data: text(data) } : {}),
    })),
  };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
