import { expect, test } from 'vitest';
import { connectServer } from '../../src/composition/connect-environments.ts';
import { freePort } from '../support/free-port.ts';

test('a server that does not answer is named, with the way out', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  await expect(connectServer(address)).rejects.toMatchObject({
    name: 'TemporalUnreachableError',
    address,
    message: expect.stringMatching(`^no Temporal server answers at ${address} .*TEMPORAL_ADDRESS`) as string,
  });
}, 30_000);
