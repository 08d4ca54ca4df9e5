import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256OfText } from '../../scripts/setup/checksum.mjs';
import { ChecksumMismatchError } from '../../scripts/setup/errors.mjs';
import { parseOptions } from '../../scripts/setup/options.mjs';
import { platformKey } from '../../scripts/setup/platform.mjs';
import { referredTo, schemaTarget } from '../../scripts/setup/sources/kubernetes-schemas-wheel.mjs';
import { wheelMemberTarget } from '../../scripts/setup/sources/libtensorflow-wheel.mjs';
import { assertJars } from '../../scripts/setup/sources/time-skipping-maven.mjs';
import { devServerVersion, isAtLeast } from '../../scripts/setup/versions.mjs';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('parseOptions', () => {
  test.each([
    [['--for=test'], { action: 'set-up', purpose: 'test' }],
    [['--doctor'], { action: 'doctor', json: false }],
    [['--doctor', '--json'], { action: 'doctor', json: true }],
  ])('%j', (args, expected) => {
    expect(parseOptions(args)).toEqual(expected);
  });

  test.each([['--for=lunch'], ['--json']])('refuses %s', (arg) => {
    expect(() => parseOptions([arg])).toThrow(`set-up does not know "${arg}"`);
  });
});

describe('platformKey', () => {
  test('knows where every part exists', () => {
    expect(platformKey({ platform: 'linux', arch: 'x64', isMusl: () => false })).toBe('linux-x64');
    expect(platformKey({ platform: 'darwin', arch: 'arm64' })).toBe('darwin-arm64');
  });

  test('names a platform that will not do', () => {
    expect(() => platformKey({ platform: 'win32', arch: 'x64' })).toThrow('Shelfcast does not run on win32-x64');
    expect(() => platformKey({ platform: 'linux', arch: 'x64', isMusl: () => true })).toThrow('linux-x64 with musl');
  });
});

describe('versions', () => {
  test.each([
    ['1.29.1', '1.29.1', true],
    ['1.30.0', '1.29.1', true],
    ['1.29.0', '1.29.1', false],
    ['1.9.9', '1.29.1', false],
  ])('%s is at least %s: %s', (version, oldest, expected) => {
    expect(isAtLeast(version, oldest)).toBe(expected);
  });

  test('the dev server is what a CLI built from source still names', () => {
    expect(devServerVersion('temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)')).toBe('1.29.1');
    expect(devServerVersion('tctl version 1.18')).toBeUndefined();
  });
});

describe('wheelMemberTarget', () => {
  test.each([
    ['tensorflow/libtensorflow_cc.so.2', '/d/lib/libtensorflow_cc.so.2'],
    ['tensorflow/libtensorflow_framework.2.dylib', '/d/lib/libtensorflow_framework.2.dylib'],
    ['tensorflow/include/tensorflow/c/c_api.h', '/d/include/tensorflow/c/c_api.h'],
    ['tensorflow/include/tsl/c/tsl_status.h', '/d/include/tsl/c/tsl_status.h'],
    ['tensorflow/include/tensorflow/core/graph/graph.h', undefined],
    ['tensorflow/python/_pywrap_tensorflow_internal.so', undefined],
  ])('%s', (member, expected) => {
    expect(wheelMemberTarget(member, '/d')).toBe(expected);
  });
});

describe('schemas of Kubernetes', () => {
  test.each([
    ['v1.27.0-local-strict/deployment-apps-v1.json', '/d/v1.27.0-local-strict/deployment-apps-v1.json'],
    ['v1.37.0-local-strict/configmap-v1.json', '/d/v1.37.0-local-strict/configmap-v1.json'],
    ['v1.37.0-local-strict/_definitions.json', '/d/v1.37.0-local-strict/_definitions.json'],
    ['v1.27.0-local/deployment-apps-v1.json', undefined],
    ['v1.26.0-local-strict/deployment-apps-v1.json', undefined],
    ['v1.27.0-local-strict/lease-coordination-v1.json', undefined],
  ])('%s', (member, expected) => {
    expect(schemaTarget(`kubernetes_validate/kubernetes-json-schema/${member}`, '/d')).toBe(expected);
  });

  test('a schema takes along what it refers to, and what that refers to', () => {
    const all = { a: { $ref: '#/$defs/b' }, b: { type: 'string' }, c: { $ref: '#/$defs/a' } };
    expect(referredTo('{"$ref": "#/$defs/a"}', all)).toEqual({ a: all.a, b: all.b });
  });
});

describe('assertJars', () => {
  const PINNED = { 'a.jar': sha256OfText('a'), 'b.jar': sha256OfText('b') };

  async function jars(files: Record<string, string>): Promise<string> {
    const dir = await temporaryDirectory();
    for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
    return dir;
  }

  test('takes the pinned jars', async () => {
    await expect(assertJars(await jars({ 'a.jar': 'a', 'b.jar': 'b' }), PINNED)).resolves.toBeUndefined();
  });

  test('refuses other bytes, and any jar too many or too few', async () => {
    await expect(assertJars(await jars({ 'a.jar': 'a', 'b.jar': 'x' }), PINNED)).rejects.toThrow(ChecksumMismatchError);
    await expect(assertJars(await jars({ 'a.jar': 'a', 'c.jar': 'c' }), PINNED)).rejects.toThrow('+c.jar -b.jar');
  });
});
