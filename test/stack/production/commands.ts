import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { AnswerOf } from '../../../src/app/operations.ts';
import type { Installation } from '../../support/production/installation.ts';
import { namespaces } from '../../support/production/production-stack.ts';
import { freePort } from '../../support/free-port.ts';

/** What else people look at and do; builds on `testCycles`. */
export function testCommands(installation: Installation): void {
  describe('is looked at and steered', () => {
    test('regions are paused, resumed, and notified of data', async () => {
      expect(await installation.run('pause', '--env', 'prod', '--region', 'north', '--reason', 'count')).toMatch(
        /count/,
      );
      await installation.run('resume', '--env', 'prod', '--region', 'north');
      expect(await installation.run('signal', 'data-changed', '--env', 'prod', '--region', 'north')).toMatch(/north/);
      expect(await installation.run('status', '--env', 'prod', '--region', 'north')).toMatch(/north +prod/);
      expect(await installation.run('ledger', 'north', '--env', 'prod')).toMatch(/cycle\/prod\/north/);
      expect(await installation.run('cycles', '--env', 'prod')).toMatch(/north/);
    });

    test('a running cycle is cancelled', async () => {
      // It runs a moment after it was asked for, and may have ended by then where this test had to wait for a processor.
      for (;;) {
        await installation.run('request', '--env', 'dev', '--region', 'south', '--retrain', 'all');
        const { exitCode, stderr } = await installation.stack.run([
          'cancel',
          'south',
          '--env',
          'dev',
          '--reason',
          'a test',
        ]);
        if (exitCode === 0) break;
        expect(stderr).toMatch(/no cycle runs that could be cancelled/);
        await sleep(200);
      }
      installation.note(['cancel']);
    });

    test('its histories are replayed by the build of the checkout', async () => {
      const { replayed } = await installation.json<{ replayed: Record<string, number> }>('replay', '--env', 'prod');
      expect(replayed).toMatchObject({
        regionController: expect.any(Number) as number,
        regionCycle: expect.any(Number) as number,
      });
    });

    // At the same time, since none waits for another.
    test.concurrent.each([
      [['models', 'show', 'north/large/fast', '--env', 'prod'], /large\/fast/],
      [['models', 'compare', 'north/large/fast', 'north/large/fast', '--env', 'prod'], /no difference worth the name/],
      [['models', 'reproduce', 'north/large/fast', '--env', 'prod'], /./],
      [['models', 'tag', 'north/large/fast', 'season=spring', '--env', 'prod'], /./],
      [['audit', 'list', '--entity', 'prod/north/large/fast'], /rollback/],
      [['audit', 'head'], /[0-9a-f]{16}/],
      [['audit', 'verify'], /none altered/],
      [['gc'], /./],
      [['artifacts', 'copy', '--to', 's3://shelfcast-test/backup'], /everything that the registry referred to/],
      [['artifacts', 'verify', '--read'], /all \d+ artifacts/],
      [['conditioners', 'test'], /sales/],
      [['datasets', 'list'], /north/],
      [['datasets', 'show', '--region', 'north'], /sales/],
      [['quarantine', 'list'], /unparsable-value/],
      [['quarantine', 'show'], /unparsable-value/],
      [['lineage', 'file', 'sales/history.csv', '--down'], /north/],
      [['explain', '--env', 'prod', '--region', 'north', '--segment', 'large/fast'], /./],
      [
        ['forecasts', 'export', '--env', 'prod', '--region', 'north', '--as', 'xlsx', '-o', '/dev/null'],
        /as published at/,
      ],
      [['what-if', '--env', 'prod', '--region', 'north', '--item', 'apples'], /price \(price\), deal \(promotion\)/],
      [['backtest', '--region', 'north', '--segment', 'large/fast', '--windows', '1'], /large\/fast/],
      [['validate', '--quick', '--region', 'north'], /./],
    ])('%j', async (args, shows) => {
      expect(await installation.run(...args)).toMatch(shows);
    });

    test('a release is held up by the challengers that nobody has decided on', async () => {
      const { exitCode, stdout } = await installation.stack.run(['policy', 'check', '--env', 'prod']);
      expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/waits for a person since/)]);
      installation.note(['policy', 'check']);
    });

    test('models, datasets and forecasts are traced', async () => {
      const [{ version, datasetVersion } = { version: '', datasetVersion: '' }] = await installation.json<
        { version: string; datasetVersion: string }[]
      >('models', 'list', '--env', 'prod', '--stage', 'champion');
      expect(await installation.run('lineage', 'model', version, '--env', 'prod')).toContain('north');
      expect(await installation.run('lineage', 'dataset', datasetVersion)).toContain('sales');
      const forecast = ['--env', 'prod', '--region', 'north', '--cutoff', installation.stack.project.cutoff];
      expect(await installation.run('lineage', 'forecast', ...forecast)).toContain('cycle/prod/north');
      const [newer, older] = await installation.json<{ version: string }[]>('datasets', 'list', '--region', 'north');
      await installation.run('datasets', 'diff', older!.version, newer!.version);
    });

    test('drift is measured', async () => {
      // 1: something drifts.
      const { exitCode, stdout } = await installation.stack.run([
        'datasets',
        'drift',
        '--env',
        'prod',
        '--region',
        'north',
      ]);
      expect([0, 1]).toContain(exitCode);
      expect(stdout).toMatch(/north/);
      installation.note(['datasets', 'drift']);
    });

    test('a model is retired and brought back', async () => {
      const reject = ['reject', 'north/small/slow', '--reason', 'too low'];
      const { version } = await installation.json<{ version: string }>(...reject);
      await installation.run('models', 'retire', version, '--env', 'prod', '--reason', 'too low');
      await installation.run('models', 'unretire', version, '--env', 'prod', '--reason', 'a mistake');
    });

    test('files are written where the command runs', async () => {
      await installation.run(
        'models',
        'export',
        'north/large/fast',
        '--env',
        'prod',
        '-o',
        join(installation.folder, 'model'),
      );
      await installation.run('audit', 'export', '--to', join(installation.folder, 'audit.jsonl'));
      expect(await readFile(join(installation.folder, 'audit.jsonl'), 'utf8')).toMatch(/"rollback"/);
      const rows = join(installation.folder, 'bad.csv');
      await installation.run('quarantine', 'export', '--source', 'sales', '--to', rows);
      await writeFile(rows, (await readFile(rows, 'utf8')).replace('many', '7'));
      expect(await installation.run('quarantine', 'reingest', '--source', 'sales', '--file', rows)).toMatch(
        /s3:\/\/|sales/,
      );
    });

    test('the API answers who has a key, from the registry and from Temporal', async () => {
      const made = ['keys', 'create', 'sheet', '--role', 'reader', '--env', 'prod'];
      const { key, details } = await installation.json<{ key: string; details: { id: string } }>(...made);
      expect(await installation.run('keys', 'list')).toMatch(/sheet +reader +prod/);
      const port = String(await freePort());
      const api = await installation.stack.start(['api', '--port', port, '--access', 'keys']);
      installation.note(['api']);
      await api.says(/who has a key may ask/);
      const ask = (path: string) =>
        fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
      // What Temporal does not say within two seconds is left out.
      await vi.waitFor(
        async () => {
          const overview = (await (await ask('/environments/prod/overview')).json()) as AnswerOf<'overview.show'>;
          const north = overview.regions.find(({ region }) => region === 'north');
          expect([north?.forecast?.region, north?.controller?.region]).toEqual(['north', 'north']);
        },
        { timeout: 90_000, interval: 500 },
      );
      expect(await (await ask('/environments/prod/forecasts/north/file?as=csv')).text()).toMatch(/^region,format/);
      expect((await ask('/environments/dev/overview')).status).toBe(403);
      await installation.run('keys', 'revoke', details.id);
      expect((await ask('/environments/prod/overview')).status).toBe(401);
      api.child.kill('SIGINT');
      expect((await api.ended).exitCode).toBe(0);
    });

    test('a sender of webhooks gets a secret, and loses it', async () => {
      const made = ['webhooks', 'create', 'warehouse', '--env', 'prod'];
      const { details } = await installation.json<{ details: { id: string } }>(...made);
      expect(await installation.run('webhooks', 'list', '--env', 'prod')).toMatch(/warehouse .* usable/);
      expect(await installation.run('webhooks', 'revoke', details.id, '--env', 'prod')).toContain(
        'refused from now on',
      );
    });

    test('nobody has signed in where there is no provider', async () => {
      expect(await installation.run('sessions', 'list')).toContain('nobody has signed in');
      expect(await installation.run('sessions', 'end', 'ann')).toContain('"ann" has no session');
    });

    test('payloads are decrypted for who has a key', async () => {
      const keys = join(installation.folder, 'payload-keys');
      await writeFile(keys, `a ${randomBytes(32).toString('base64')}\n`);
      const port = String(await freePort());
      const { key } = await installation.json<{ key: string }>('keys', 'create', 'ui', '--role', 'operator');
      const variables = { SHELFCAST_PAYLOAD_KEYS_FILE: keys };
      const codec = await installation.stack.start(['codec', '--port', port, '--access', 'keys'], variables);
      installation.note(['codec']);
      await codec.says(/who has a key may ask/);
      const ask = (path: string, body: object) =>
        fetch(`http://127.0.0.1:${port}${path}`, {
          ...{ method: 'POST', body: JSON.stringify(body) },
          headers: {
            authorization: `Bearer ${key}`,
            'content-type': 'application/json',
            'x-namespace': namespaces.prod,
          },
        }).then((answer) => answer.json() as Promise<{ payloads: { metadata: object; data: string }[] }>);
      const payload = { metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: 'InNlY3JldCI=' };
      const encoded = await ask('/encode', { payloads: [payload] });
      expect(encoded.payloads[0]!.data).not.toContain(payload.data);
      expect(await ask('/decode', encoded)).toEqual({ payloads: [payload] });
      codec.child.kill('SIGINT');
      expect((await codec.ended).exitCode).toBe(0);
    });

    test('models that a tracking server lacks are known without it', async () => {
      // Neither command asks the tracking server.
      const tracked = { MLFLOW_TRACKING_URI: 'http://127.0.0.1:1' };
      for (const args of [
        ['mlflow', 'status'],
        ['mlflow', 'export', '--dry-run'],
      ]) {
        const { exitCode, stdout, stderr } = await installation.stack.run(args, {}, tracked);
        expect([exitCode, stdout, stderr]).toEqual([0, expect.stringContaining('north/large/fast'), '']);
        installation.note(args);
      }
    });
  });
}
