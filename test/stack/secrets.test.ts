import { expect, test } from 'vitest';
import { whyNoPlantedInstallation } from '../../scripts/deploy/secrets/planted-installation.ts';
import { scanForSecrets } from '../../scripts/deploy/secrets/secret-scan.ts';
import { describeOn } from '../support/describe-on.ts';

const all = ['errorOfConditioner', 'reasonOfPause', 'reasonOfRequest'];

describeOn('an installation with planted secrets', whyNoPlantedInstallation(), () => {
  test('writes none of them anywhere where payloads are encrypted', async () => {
    const { credentials, words, inRegistry, encryptedPayloads } = await scanForSecrets(true);
    expect({ credentials, words }).toEqual({ credentials: [], words: [] });
    expect(encryptedPayloads).toBeGreaterThan(100);
    // They were there to be written.
    expect(inRegistry.toSorted()).toEqual(all);
  });

  test('shows what people wrote to who reads histories where they are not, and still no credentials', async () => {
    const { credentials, words, encryptedPayloads } = await scanForSecrets(false);
    expect(credentials).toEqual([]);
    expect(encryptedPayloads).toBe(0);
    const inHistories = words.flatMap(({ plant, place }) => (place === 'histories' ? [plant] : []));
    expect(inHistories.toSorted()).toEqual(all);
  });
});
