import { describe, expect, test } from 'vitest';
import type { PreparedPart } from '../../../src/contracts/preparation.ts';
import type { Installation } from '../../support/production/installation.ts';
import { namespaces } from '../../support/production/production-stack.ts';

/** A new installation, until workers get work. */
export function testPreparation(installation: Installation): void {
  describe('is prepared', () => {
    /** Of every namespace. */
    const asAdmin = () => ({
      apiKey: installation.stack.issue(Object.values(namespaces).map((namespace) => `${namespace}:admin`)),
    });
    const prepared = async (...args: readonly string[]): Promise<Record<string, PreparedPart['state']>> => {
      const { exitCode, stdout, stderr } = await installation.stack.run(['bootstrap', '--json', ...args], asAdmin());
      expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
      const { parts } = JSON.parse(stdout) as { parts: readonly PreparedPart[] };
      return Object.fromEntries(parts.map(({ environment = 'all', part, state }) => [`${environment} ${part}`, state]));
    };
    const all = (state: PreparedPart['state']) => ({
      ...Object.fromEntries(
        ['dev', 'prod'].flatMap((environment) =>
          ['namespace', 'search-attributes', 'schedules'].map((part) => [`${environment} ${part}`, state]),
        ),
      ),
      'all registry': state,
      'all artifacts': 'ready',
      'all landing': 'ready',
    });

    test('what a client may not do is left to do, with the permission that it lacks', async () => {
      const { exitCode, stdout } = await installation.stack.run(
        ['bootstrap'],
        {},
        {
          AWS_SECRET_ACCESS_KEY: 'a wrong one',
          SHELFCAST_REGISTRY_URL: 'postgres://ann:secret@localhost:1/shelfcast',
        },
      );
      expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/ left to do$/m)]);
      expect(stdout).toMatch(
        /^prod +namespace +FAILED +grocer-prod\.a1b2c is not there: permission denied: .* may not call RegisterNamespace there$/m,
      );
      expect(stdout).toMatch(/^all +registry +FAILED +the registry at localhost:1\/shelfcast cannot be used /m);
      expect(stdout).toMatch(/^all +artifacts +FAILED +the object store at .* refuses to /m);
    });

    test('a dry run says what would be made, a run makes it, another one finds it', async () => {
      expect(await prepared('--dry-run')).toEqual(all('to-make'));
      expect(await prepared()).toEqual(all('made'));
      expect(await prepared()).toEqual(all('ready'));
    });

    test('a key that may write, but not change namespaces, finds it too', async () => {
      expect(await installation.run('bootstrap')).toMatch(/grocer-prod\.a1b2c[^]*workers can start/);
      expect(await installation.run('schedules', 'sync')).toMatch(/6 Schedules: 6 as before/);
      expect(await installation.run('schedules', 'list')).toMatch(/tick\/prod\/south[^]*watch\/prod/);
    });

    test('workers get work once their build is current', async () => {
      await installation.stack.startWorkers();
      installation.note(['worker']);
      for (const environment of ['dev', 'prod']) {
        await installation.run('deployment', 'set-current', '--env', environment);
        expect(await installation.run('deployment', 'show', '--env', environment)).toMatch(/ current /);
      }
    });
  });
}
