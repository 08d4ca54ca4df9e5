import { createHmac, timingSafeEqual } from 'node:crypto';
import { ApiError } from '../api-error.ts';

/** How far the sender's clock and the way may have a webhook differ from now. */
const toleranceSeconds = 5 * 60;

/** A webhook as received. */
interface SignedWebhook {
  readonly id: string | undefined;
  /** Seconds since 1970. */
  readonly timestamp: string | undefined;
  /** `v1,<base64>`, several with spaces between them. */
  readonly signature: string | undefined;
  readonly body: Buffer;
}

/**
 * The secret that signed a webhook, as Standard Webhooks 1.0 has it: HMAC-SHA256 of `<id>.<timestamp>.<body>`. Throws `ApiError` where none did,
 * and where the webhook is too old: somebody may have kept it.
 */
export function signerOf<Secret extends { readonly secret: string }>(
  { id, timestamp, signature, body }: SignedWebhook,
  secrets: readonly Secret[],
  now = Date.now(),
): Secret {
  if (!id || !timestamp || !signature) {
    throw new ApiError(
      'webhook-unsigned',
      'send webhook-id, webhook-timestamp and webhook-signature (Standard Webhooks)',
    );
  }
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) {
    throw new ApiError('webhook-refused', `webhook-timestamp must be within ${toleranceSeconds} seconds of now`);
  }
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const given = signature
    .split(' ')
    .flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []));
  const signer = secrets.find(({ secret }) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = createHmac('sha256', key).update(signed).digest();
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
  if (!signer) throw new ApiError('webhook-refused', 'no usable secret of this environment has signed this webhook');
  return signer;
}
