import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { PayloadKeyUnknownError } from '../../ports/payload-errors.ts';
import type { KeyRing } from './key-ring.ts';
import { isSealed, keyIdOf, seal, unseal } from './sealed-payload.ts';

/**
 * Encrypts payloads on their way to Temporal's server with the newest key, and decrypts them with the key that they name. A payload that is not
 * encrypted passes: workflows that began before encryption was switched on continue.
 */
export class EncryptionCodec implements PayloadCodec {
  readonly #keys: KeyRing;

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  async encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    const key = await this.#keys.newest();
    return payloads.map((payload) => (isSealed(payload) ? payload : seal(payload, key, context?.namespace)));
  }

  /** Throws `PayloadKeyUnknownError` or `PayloadTamperedError`. */
  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map(async (payload) => (isSealed(payload) ? this.#unsealed(payload) : payload)));
  }

  async #unsealed(payload: Payload): Promise<Payload> {
    const keyId = keyIdOf(payload);
    const key = await this.#keys.find(keyId);
    if (!key) throw new PayloadKeyUnknownError(keyId, this.#keys.ids());
    return unseal(payload, key);
  }
}
