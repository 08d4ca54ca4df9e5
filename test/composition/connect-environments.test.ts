import getPort from 'get-port';
import { expect, test } from 'vitest';
import { connectServer } from '../../src/composition/connect-environments.ts';

test('a server that does not answer is named, with the way out', async () => {
  const address = `127.0.0.1:${await getPort({ host: '127.0.0.1' })}`;
  await expect(connectServer(address)).rejects.toMatchObject({
    name: 'TemporalUnreachableError',
    address,
    message: expect.stringMatching(`^no Temporal server answers at ${address} .*TEMPORAL_ADDRESS`) as string,
  });
}, 30_000);
