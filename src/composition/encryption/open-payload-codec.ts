import type { PayloadCodec } from '@temporalio/common';
import { EncryptionCodec } from '../../adapters/payloads/encryption-codec.ts';
import { KeyRing } from '../../adapters/payloads/key-ring.ts';
import { SettingsError } from '../settings-error.ts';

export { isSealed, keyIdOf, namespaceOf } from '../../adapters/payloads/sealed-payload.ts';

/**
 * What encrypts and decrypts payloads on their own, with the file of keys that the environment names. Throws `SettingsError` where it names none, and what the
 * keys in it are wrong with.
 */
export async function openPayloadCodec(): Promise<PayloadCodec> {
  const file = process.env.SHELFCAST_PAYLOAD_KEYS_FILE;
  if (!file)
    throw new SettingsError('SHELFCAST_PAYLOAD_KEYS_FILE is not set; it names the file with the keys of payloads');
  const keys = new KeyRing(file);
  await keys.newest();
  return new EncryptionCodec(keys);
}
