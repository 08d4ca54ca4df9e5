import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { childEnvironment } from '../../src/processes/child-environment.ts';
import { givesMemoryBack } from '../../src/processes/memory-environment.ts';

const given = {
  LANG: 'C.UTF-8',
  GROCER_LIMIT: '7',
  HTTPS_PROXY: 'http://user:word@proxy:3128',
  SHELFCAST_PROJECT: '/project',
  SHELFCAST_ARTIFACTS: '/artifacts',
  SHELFCAST_REGISTRY_URL: 'postgres://ann:word@host/db',
  SHELFCAST_PAYLOAD_KEYS_FILE: '/secrets/payload-keys',
  TEMPORAL_API_KEY: 'word',
  TEMPORAL_CONFIG_FILE: '/secrets/temporal.toml',
  MLFLOW_TRACKING_TOKEN: 'word',
  PGPASSWORD: 'word',
  WAREHOUSE: 'https://ann:word@warehouse',
  WEATHER_API_KEY: 'word',
  SMTP_PASSWORD: 'word',
  AWS_SECRET_ACCESS_KEY: 'word',
  AWS_REGION: 'eu-central-1',
  AZURE_STORAGE_KEY: 'word',
  IDENTITY_HEADER: 'word',
  GOOGLE_APPLICATION_CREDENTIALS: '/secrets/gcs.json',
};
const plain = ['GROCER_LIMIT', 'HTTPS_PROXY', 'LANG', 'SHELFCAST_ARTIFACTS', 'SHELFCAST_PROJECT'];

beforeEach(() => {
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

/** Which of the given variables a job gets. */
const passed = (options?: Parameters<typeof childEnvironment>[0]): readonly string[] =>
  Object.keys(childEnvironment(options))
    .filter((name) => name in given)
    .toSorted();

test('a job whose artifacts and landing are folders gets nothing that opens anything', () => {
  expect(passed({ locations: ['/landing'] })).toEqual(plain);
});

test.each([
  ['s3://forecasts/prod', ['AWS_REGION', 'AWS_SECRET_ACCESS_KEY']],
  ['azblob://forecasts/prod', ['AZURE_STORAGE_KEY', 'IDENTITY_HEADER']],
  ['gs://forecasts/prod', ['GOOGLE_APPLICATION_CREDENTIALS']],
])('with artifacts or landing in %s it gets the keys to that store alone', (location, names) => {
  const expected = [...plain, ...names].sort();
  expect(passed({ locations: [location] })).toEqual(expected);
  expect(passed({ own: { SHELFCAST_ARTIFACTS: location } })).toEqual(expected);
});

test('what a project needs is named', () => {
  vi.stubEnv('SHELFCAST_JOB_VARIABLES', 'WEATHER_API_KEY, WAREHOUSE');
  expect(passed()).toEqual([...plain, 'WAREHOUSE', 'WEATHER_API_KEY'].sort());
});

test('a job of the API keeps what it frees for its next matrix, as any other job does; what somebody has set otherwise holds', () => {
  const ofWorkers = childEnvironment();
  for (const [name, value] of Object.entries(givesMemoryBack)) vi.stubEnv(name, value);
  expect(childEnvironment()).toEqual(ofWorkers);
  vi.stubEnv('MALLOC_MMAP_THRESHOLD_', '1000000');
  expect(childEnvironment()).toMatchObject({ MALLOC_MMAP_THRESHOLD_: '1000000' });
});
