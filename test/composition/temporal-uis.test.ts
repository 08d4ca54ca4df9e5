import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporalUis } from '../../src/composition/temporal-uis.ts';
import { runningStackOn } from '../support/stack-record.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('environments are in the UI of a running stack by their names', async () => {
  vi.stubEnv('TEMPORAL_CONFIG_FILE', '');
  const state = await temporaryDirectory();
  const { temporalUi } = runningStackOn(state);
  expect(temporalUis(state, ['dev', 'prod'])).toEqual({
    dev: `${temporalUi}/namespaces/dev`,
    prod: `${temporalUi}/namespaces/prod`,
  });
});

test('the UI that is named has the namespaces of the profiles; what no profile names is left out', async () => {
  const state = await temporaryDirectory();
  const file = join(state, 'temporal.toml');
  await writeFile(file, '[profile.prod]\naddress = "temporal.example:7233"\nnamespace = "grocer-prod.a1b2c"\n');
  vi.stubEnv('TEMPORAL_CONFIG_FILE', file);
  vi.stubEnv('TEMPORAL_ADDRESS', '');
  vi.stubEnv('TEMPORAL_PROFILE', '');
  expect(temporalUis(state, ['prod'])).toEqual({});
  vi.stubEnv('SHELFCAST_TEMPORAL_UI', 'https://cloud.temporal.io/');
  expect(temporalUis(state, ['dev', 'prod'])).toEqual({
    prod: 'https://cloud.temporal.io/namespaces/grocer-prod.a1b2c',
  });
});
