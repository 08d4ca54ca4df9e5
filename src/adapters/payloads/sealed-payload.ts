import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import { PayloadTamperedError } from '../../ports/payload-errors.ts';
import type { PayloadKey } from './payload-key.ts';

// An encrypted payload: its data are the nonce, the encrypted bytes of the whole payload with its metadata, and the tag. Its own metadata say
// by which key and how, and are authenticated with it: what is said there cannot be changed unseen.

/** The name that Temporal's samples, UI and CLI give to the encoding of encrypted payloads. */
const sealedEncoding = 'binary/encrypted';
const cipherName = 'AES-256-GCM';
const algorithm = 'aes-256-gcm';
const names = {
  encoding: 'encoding',
  cipher: 'encryption-cipher',
  keyId: 'encryption-key-id',
  namespace: 'encryption-namespace',
} as const;
const nonceBytes = 12;
const tagBytes = 16;

const { Payload: PayloadProto } = proto.temporal.api.common.v1;

/** Whether a payload is encrypted. */
export function isSealed({ metadata }: Payload): boolean {
  return textOf(metadata, names.encoding) === sealedEncoding;
}

/** The id of the key of an encrypted payload. Throws `PayloadTamperedError` where it names none. */
export function keyIdOf({ metadata }: Payload): string {
  const keyId = textOf(metadata, names.keyId);
  if (keyId === undefined) throw new PayloadTamperedError('(none)', 'its metadata name no key');
  return keyId;
}

/** The namespace that an encrypted payload was made for, where its sender knew it. */
export function namespaceOf({ metadata }: Payload): string | undefined {
  return textOf(metadata, names.namespace);
}

/**
 * Encrypts a payload, its metadata included.
 *
 * @param namespace the one it is for: who may decrypt those of one environment alone is known by it
 */
export function seal(payload: Payload, { id, secret }: PayloadKey, namespace?: string): Payload {
  const metadata = {
    [names.encoding]: Buffer.from(sealedEncoding),
    [names.cipher]: Buffer.from(cipherName),
    [names.keyId]: Buffer.from(id),
    ...(namespace === undefined ? {} : { [names.namespace]: Buffer.from(namespace) }),
  };
  // Random: processes that share a key share no counter. Keys have to be changed long before 2^32 payloads.
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, secret, nonce, { authTagLength: tagBytes });
  cipher.setAAD(authenticated(metadata));
  const plain = PayloadProto.encode(payload).finish();
  return { metadata, data: Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]) };
}

/** Decrypts what `seal` made. Throws `PayloadTamperedError`. */
export function unseal({ metadata, data }: Payload, { id, secret }: PayloadKey): Payload {
  const bytes = data ?? new Uint8Array();
  if (bytes.length < nonceBytes + tagBytes) throw new PayloadTamperedError(id, 'it is too short');
  const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(authenticated(metadata ?? {}));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  let plain: Uint8Array;
  try {
    plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    throw new PayloadTamperedError(id, 'its authentication tag does not match');
  }
  return PayloadProto.decode(plain);
}

/** All metadata of an encrypted payload as bytes that no other metadata have. */
function authenticated(metadata: NonNullable<Payload['metadata']>): Buffer {
  const entries = Object.entries(metadata).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(entries.map(([name, value]) => [name, Buffer.from(value).toString('base64')])));
}

function textOf(metadata: Payload['metadata'], name: string): string | undefined {
  const value = metadata?.[name];
  return value ? Buffer.from(value).toString() : undefined;
}
