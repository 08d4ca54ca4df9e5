import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  cacheDir,
  readLocations,
  temporalCliPath,
  timeSkippingServerPath,
  writeLocations,
} from '../../scripts/setup/locations.mjs';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('cacheDir', () => {
  test.each([
    [{ SHELFCAST_CACHE_DIR: '/big/disk', XDG_CACHE_HOME: '/xdg' }, '/big/disk'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/shelfcast'],
    [{ XDG_CACHE_HOME: 'relative' }, join(homedir(), '.cache', 'shelfcast')],
    [{}, join(homedir(), '.cache', 'shelfcast')],
  ])('%o gives %s', (env, expected) => {
    expect(cacheDir(env)).toBe(expected);
  });
});

describe('locations', () => {
  test('are unknown before the first set-up', async () => {
    const checkout = await temporaryDirectory();
    expect(readLocations(checkout)).toBeUndefined();
    expect(temporalCliPath(checkout)).toBeUndefined();
  });

  test('are read back as written', async () => {
    const checkout = await temporaryDirectory();
    const locations = { temporalCli: '/cli', setupSeconds: 12.3, versions: { node: '24.21.0' } };
    await writeLocations(locations, checkout);
    expect(readLocations(checkout)).toEqual(locations);
    expect(temporalCliPath(checkout)).toBe('/cli');
    expect(timeSkippingServerPath(checkout)).toBeUndefined();
  });
});
