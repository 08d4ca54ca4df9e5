import { describe, expect, test } from 'vitest';
import type { Installation } from '../../support/production/installation.ts';
import { namespaces, type ProfileChanges } from '../../support/production/production-stack.ts';

/** What clients read that are not let in; builds on `testCycles`. */
export function testRefusals(installation: Installation): void {
  describe('says what is wrong where a client is not let in', () => {
    const rights = (role: string, ...of: readonly string[]): string =>
      installation.stack.issue(of.map((one) => `${one}:${role}`));
    const { prod } = namespaces;
    const status = ['status', '--env', 'prod'];
    const request = ['request', '--env', 'prod', '--region', 'north'];
    test.concurrent.each<[string, readonly string[], () => ProfileChanges, RegExp]>([
      [
        'a certificate of another authority',
        status,
        () => ({ ca: installation.stack.certificates.otherCa }),
        /^TemporalTlsError: the certificate of the Temporal server at ADDRESS is not trusted \(unable to verify the first certificate\); .*TEMPORAL_TLS_SERVER_CA_CERT_PATH/,
      ],
      [
        'no client certificate',
        status,
        () => ({ client: null }),
        /^TemporalTlsError: the Temporal server at ADDRESS does not accept this client's certificate, or wants one \(.*certificate required\); .*client_cert_path/,
      ],
      [
        'no API key',
        status,
        () => ({ apiKey: null }),
        /^TemporalForbiddenError: the Temporal server at ADDRESS refuses \w+ in namespace grocer-prod\.a1b2c of environment prod .*API key/,
      ],
      [
        'a wrong API key',
        status,
        () => ({ apiKey: 'a.wrong.key' }),
        /^TemporalForbiddenError: .* refuses \w+ in namespace grocer-prod\.a1b2c/,
      ],
      [
        'a key of another namespace',
        status,
        () => ({ apiKey: rights('write', namespaces.dev) }),
        /^TemporalForbiddenError: .* refuses \w+ in namespace grocer-prod\.a1b2c/,
      ],
      [
        'a key that may only read',
        request,
        () => ({ apiKey: rights('read', prod) }),
        /^TemporalForbiddenError: .* refuses ExecuteMultiOperation in namespace grocer-prod\.a1b2c .*has this permission/,
      ],
      [
        'a namespace that is not there',
        status,
        () => ({ namespace: 'grocer-test.a1b2c', apiKey: rights('admin', 'temporal-system') }),
        /^NamespaceMissingError: the Temporal server at ADDRESS has no namespace grocer-test\.a1b2c, in which environment prod is; create it/,
      ],
      [
        'no server',
        status,
        () => ({ address: '127.0.0.1:1' }),
        /^TemporalUnreachableError: no Temporal server answers at 127\.0\.0\.1:1 \(connect ECONNREFUSED 127\.0\.0\.1:1\); start it/,
      ],
    ])('%s', async (_, args, changes, says) => {
      const { exitCode, stdout, stderr } = await installation.stack.run(args, changes());
      const line = stderr.replaceAll(installation.stack.address, 'ADDRESS').trimEnd();
      expect([exitCode, stdout, line]).toEqual([2, '', expect.stringMatching(says)]);
      expect(line).not.toContain('\n');
    });

    test('nothing, where a key that may only read looks', async () => {
      const { exitCode, stdout } = await installation.stack.run(status, { apiKey: rights('read', prod) });
      expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^north +prod /m)]);
    });
  });

  test.each<[string, () => ProfileChanges, RegExp]>([
    [
      'a certificate of another authority',
      () => ({ ca: installation.stack.certificates.otherCa }),
      /TemporalTlsError.*is not trusted/,
    ],
    [
      'a wrong API key',
      () => ({ apiKey: 'a.wrong.key' }),
      /TemporalForbiddenError.*DescribeNamespace in namespace grocer-dev\.a1b2c/,
    ],
  ])('workers with %s do not start, and say why', async (_, changes, why) => {
    await expect(installation.stack.startWorkers(changes())).rejects.toThrow(why);
  });

  describe('says what is wrong with the registry', () => {
    test.concurrent.each([
      [
        'no server',
        'postgres://ann:secret@localhost:1/shelfcast',
        /^RegistryUnreachableError: the registry at localhost:1\/shelfcast cannot be used \(.*ECONNREFUSED/,
      ],
      [
        'no such database',
        'nowhere',
        /^RegistryUnreachableError: .*\/nowhere cannot be used \(database "nowhere" does not exist\)/,
      ],
      [
        'a database without tables',
        'postgres',
        /^RegistryNotPreparedError: .*\/postgres is not prepared .*; run "shelfcast bootstrap"/,
      ],
    ])('%s', async (_, place, says) => {
      const url = place.includes(':') ? place : installation.stack.registryUrl.replace(/[^/]+$/, place);
      const { exitCode, stderr } = await installation.stack.run(
        ['models', 'list'],
        {},
        { SHELFCAST_REGISTRY_URL: url },
      );
      expect([exitCode, stderr]).toEqual([2, expect.stringMatching(says)]);
      expect(stderr).not.toContain('secret');
    });
  });
}
