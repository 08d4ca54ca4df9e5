import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dependencies, hasAllPackages } from '../../scripts/setup/parts/dependencies.mjs';
import { CONTEXT } from './part-double.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ZOD = { version: '4.6.7', integrity: 'sha512-zod' };
const LOCK = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': ZOD,
    'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-mac', optional: true },
  },
};

describe('hasAllPackages', () => {
  test('packages for other platforms may be absent', () => {
    expect(hasAllPackages(LOCK, { packages: { 'node_modules/zod': ZOD } })).toBe(true);
  });

  test('a missing package and another version are noticed', () => {
    expect(hasAllPackages(LOCK, { packages: {} })).toBe(false);
    expect(hasAllPackages(LOCK, { packages: { 'node_modules/zod': { ...ZOD, version: '4.6.6' } } })).toBe(false);
  });
});

describe('dependencies', () => {
  async function checkoutWith(installed: object | undefined): Promise<string> {
    const checkout = await temporaryDirectory();
    await mkdir(join(checkout, 'node_modules'));
    await writeFile(join(checkout, 'package-lock.json'), JSON.stringify(LOCK));
    if (installed !== undefined) {
      await writeFile(join(checkout, 'node_modules', '.package-lock.json'), JSON.stringify(installed));
    }
    return checkout;
  }

  test('an install by hand that has it all is as good as one of ours', async () => {
    const checkout = await checkoutWith({ packages: { 'node_modules/zod': ZOD } });
    expect(await dependencies.inspect({ ...CONTEXT, checkout })).toMatchObject({ ready: true });
  });

  test('an interrupted install is one that has to be done again', async () => {
    const checkout = await checkoutWith(undefined);
    expect(await dependencies.inspect({ ...CONTEXT, checkout })).toEqual({ ready: false, problem: 'not installed' });
  });

  test('a changed lock is noticed', async () => {
    const checkout = await checkoutWith({ packages: {} });
    expect(await dependencies.inspect({ ...CONTEXT, checkout })).toEqual({
      ready: false,
      problem: 'package-lock.json has changed since they were installed',
    });
  });
});
