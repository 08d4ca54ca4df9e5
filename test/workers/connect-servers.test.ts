import { expect, test } from 'vitest';
import { SettingsError } from '../../src/composition/settings-error.ts';
import { connectServers } from '../../src/workers/connect-servers.ts';

test('an environment on a server that the process does not serve is refused, with the way out', async () => {
  const servers = await connectServers([]);
  expect(() => servers.of('prod')).toThrow(SettingsError);
  expect(() => servers.of('prod')).toThrow(
    'environment prod is on a server of its own, which this worker does not serve; add it to SHELFCAST_ENVIRONMENTS',
  );
  await servers.close();
});
