import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { environmentTarget } from '../../src/composition/environment-target.ts';
import { NoProfileError } from '../../src/ports/environment-errors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

beforeEach(() => {
  for (const name of ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_NAMESPACE']) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

async function configure(toml: string): Promise<void> {
  const file = join(await temporaryDirectory(), 'temporal.toml');
  await writeFile(file, toml);
  vi.stubEnv('TEMPORAL_CONFIG_FILE', file);
}

const profiles = `
[profile.default]
address = "temporal.internal:7233"
[profile.prod]
address = "eu-central-1.aws.api.temporal.io:7233"
namespace = "grocer-prod.a1b2c"
api_key = "key of prod"
[profile.dev]
address = "127.0.0.1:7233"
`;

test('an environment with a profile has an address, a namespace, TLS and an API key of its own', async () => {
  await configure(profiles);
  expect(environmentTarget('prod')).toMatchObject({
    server: 'prod',
    namespace: 'grocer-prod.a1b2c',
    connectionOptions: { address: 'eu-central-1.aws.api.temporal.io:7233', apiKey: 'key of prod', tls: true },
  });
});

test('a namespace that the profile does not name has the name of its environment', async () => {
  await configure(profiles);
  const { namespace, connectionOptions } = environmentTarget('dev');
  expect([namespace, connectionOptions.address, connectionOptions.apiKey]).toEqual([
    'dev',
    '127.0.0.1:7233',
    undefined,
  ]);
});

test('environments without a profile share the server of the default one', async () => {
  await configure(profiles);
  const [staging, live] = [environmentTarget('staging'), environmentTarget('live')];
  expect([staging.namespace, live.namespace]).toEqual(['staging', 'live']);
  expect(staging.connectionOptions.address).toBe('temporal.internal:7233');
  expect(live.server).toBe(staging.server);
});

test.each([
  ['TEMPORAL_ADDRESS', '10.0.0.7:7233', '10.0.0.7:7233'],
  ['TEMPORAL_PROFILE', 'prod', 'eu-central-1.aws.api.temporal.io:7233'],
])('%s names one server for all environments', async (name, value, address) => {
  await configure(profiles);
  vi.stubEnv(name, value);
  const [dev, prod] = [environmentTarget('dev'), environmentTarget('prod')];
  expect([dev.connectionOptions.address, prod.connectionOptions.address]).toEqual([address, address]);
  expect([dev.namespace, prod.namespace, dev.server]).toEqual(['dev', 'prod', prod.server]);
});

test('an environment that no profile covers is refused, with the profiles there are', async () => {
  await configure('[profile.prod]\naddress = "127.0.0.1:7233"\n');
  expect(() => environmentTarget('dev')).toThrow(NoProfileError);
  expect(() => environmentTarget('dev')).toThrow(
    'Temporal\'s configuration file has no profile "dev" and no default one, only prod; add [profile.dev] with its address, or set TEMPORAL_ADDRESS',
  );
});

test('an API key may be in a file of its own, and is read again each time', async () => {
  await configure(profiles);
  const file = join(await temporaryDirectory(), 'api-key');
  vi.stubEnv('SHELFCAST_TEMPORAL_API_KEY_FILE', file);
  await writeFile(file, 'the first\n');
  expect(environmentTarget('staging').connectionOptions).toMatchObject({ apiKey: 'the first', tls: true });
  expect(environmentTarget('prod').connectionOptions).toMatchObject({ apiKey: 'key of prod' });
  await writeFile(file, 'the second\n');
  expect(environmentTarget('staging').connectionOptions).toMatchObject({ apiKey: 'the second' });
  // The profile of an environment takes nothing that is meant for one server, as with TEMPORAL_API_KEY.
  expect(environmentTarget('dev').connectionOptions).toEqual({ address: '127.0.0.1:7233' });
  vi.stubEnv('TEMPORAL_PROFILE', 'dev');
  expect(environmentTarget('staging').connectionOptions).toMatchObject({
    address: '127.0.0.1:7233',
    apiKey: 'the second',
  });
});

test('files of API keys may be named by profile, and no other server gets one', async () => {
  await configure(`${profiles}[profile.staging]\naddress = "10.0.0.8:7233"\n`);
  const folder = await temporaryDirectory();
  const files = { dev: join(folder, 'dev=key'), staging: join(folder, 'staging') };
  await writeFile(files.dev, 'of dev');
  await writeFile(files.staging, 'of staging');
  vi.stubEnv('SHELFCAST_TEMPORAL_API_KEY_FILE', `dev=${files.dev}, staging=${files.staging}`);
  expect(environmentTarget('dev').connectionOptions).toMatchObject({ apiKey: 'of dev', tls: true });
  expect(environmentTarget('staging').connectionOptions).toMatchObject({ apiKey: 'of staging' });
  expect(environmentTarget('test').connectionOptions).toEqual({ address: 'temporal.internal:7233' });
  vi.stubEnv('TEMPORAL_PROFILE', 'staging');
  expect(environmentTarget('test').connectionOptions).toMatchObject({ address: '10.0.0.8:7233', apiKey: 'of staging' });
});

test('a file of an API key for a profile that does not exist is refused', async () => {
  await configure(profiles);
  vi.stubEnv('SHELFCAST_TEMPORAL_API_KEY_FILE', 'pord=/run/secrets/key');
  expect(() => environmentTarget('dev')).toThrow(
    "SHELFCAST_TEMPORAL_API_KEY_FILE has a key for the profile pord, which Temporal's configuration file does not have; there are default, prod, dev",
  );
});
