import type { DeployCheck } from '../check.ts';
import { whyNoPlantedInstallation } from '../secrets/planted-installation.ts';
import { scanForSecrets } from '../secrets/secret-scan.ts';

/** Planted secrets are looked for in all that an installation writes, with keys of payloads and without. */
export const secrets: DeployCheck = {
  what: 'no secret in histories, databases and logs',
  async run() {
    const missing = whyNoPlantedInstallation();
    if (missing !== undefined) throw new Error(missing);
    const encrypted = await scanForSecrets(true);
    const plain = await scanForSecrets(false);
    const found = [...encrypted.credentials, ...encrypted.words, ...plain.credentials];
    if (found.length > 0) throw new Error(`planted secrets were found: ${JSON.stringify(found)}`);
    if (plain.words.length === 0) throw new Error('without keys nothing was found either: the scan does not work');
    const { encryptedPayloads, bytes } = encrypted;
    return { secretsFound: 0, foundWithoutCodec: plain.words.length, encryptedPayloads, bytes };
  },
};
