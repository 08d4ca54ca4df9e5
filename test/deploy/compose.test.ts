import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeFaults } from '../../scripts/deploy/compose/faults.ts';
import type { ComposeService } from '../../scripts/deploy/compose/project.ts';
import { composeAdditions, composeFolder, readComposeFile } from '../../scripts/deploy/compose/read-file.ts';
import { checkout } from '../../scripts/deploy/tools.ts';
import { readOidcSettings } from '../../src/api/oidc/oidc-settings.ts';
import { program } from '../../src/cli/program.ts';
import { givesMemoryBack } from '../../src/processes/memory-environment.ts';
import { commandLineFault } from '../support/docs/command-line-fault.ts';

const sound: ComposeService = {
  image: 'shelfcast:0.2.0',
  user: '10001:10001',
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  restart: 'unless-stopped',
  stop_grace_period: '2m0s',
  command: ['worker', '--queues', 'training'],
  healthcheck: {},
  deploy: { resources: { limits: { cpus: 4, memory: '8g', pids: 512 } } },
};

test('the files of deploy/compose keep what the documentation promises', () => {
  const services = readComposeFile('compose.yaml');
  expect(composeFaults(services)).toEqual([]);
  expect(Object.keys(services.services)).toEqual([
    ...['postgres', 'temporal-tables', 'temporal', 'temporal-ui', 'objects-volume', 'objects'],
    ...['bootstrap', 'orchestration', 'jobs', 'api', 'shelfcast', 'prometheus', 'grafana'],
  ]);
  const { codec } = readComposeFile('compose.encryption.yaml').services;
  expect(composeFaults({ services: { ...services.services, codec: codec! } })).toEqual([]);
});

test('the API gives memory back in its containers as in the embedded stack', async () => {
  const { api, shelfcast } = readComposeFile('compose.yaml').services;
  expect(api!.environment).toEqual({ ...shelfcast!.environment, ...givesMemoryBack });
  const chart = await readFile(join(checkout, 'deploy/helm/shelfcast/templates/servers.yaml'), 'utf8');
  const pairs = Object.entries(givesMemoryBack).flat();
  expect(chart).toContain(`dict ${pairs.map((text) => `"${text}"`).join(' ')} }}`);
});

test('backups have the settings of deploy/backup, on top of those without', async () => {
  const plain = readComposeFile('compose.yaml').services['postgres']?.command as readonly string[];
  const backedUp = readComposeFile('compose.backup.yaml').services['postgres']!;
  const file = await readFile(join(composeFolder, '../backup/postgresql-archive.conf'), 'utf8');
  const settings = [...file.matchAll(/^(\w+) = (?:'(.*)'|(.*))$/gm)].map(
    ([, name, quoted, bare]) => `${name}=${quoted ?? bare}`,
  );
  expect(settings).toHaveLength(4);
  expect(backedUp.command).toEqual([...plain, ...settings.flatMap((setting) => ['-c', setting])]);
});

test('with a proxy that speaks TLS in front, the API has cookies sent by HTTPS alone, and people may sign in with a provider', () => {
  const argsIn = (file: string): string =>
    (readComposeFile(file).services['api']!.command as readonly string[]).join(' ');
  const plain = argsIn('compose.yaml');
  expect(argsIn('compose.tls.yaml')).toBe(plain.replace('--access keys', '--access keys --behind-tls'));
  expect(argsIn('compose.oidc.yaml')).toBe(
    plain
      .replace('--access keys', '--access oidc --oidc /etc/shelfcast/oidc.json --behind-tls')
      .replace('127.0.0.1 localhost', '127.0.0.1'),
  );
});

test('the example of settings for the provider is one, and the mounted secret is the one it names', async () => {
  const { configs, secrets } = readComposeFile('compose.oidc.yaml');
  expect(configs).toEqual({ oidc: { file: './oidc.json' } });
  expect(secrets).toEqual({ 'oidc-client-secret': { file: './secrets/oidc-client-secret' } });
  const example = join(composeFolder, 'oidc.example.json');
  const { clientSecretFile } = JSON.parse(await readFile(example, 'utf8')) as { clientSecretFile: string };
  expect(clientSecretFile).toBe('/run/secrets/oidc-client-secret');
  expect(() => readOidcSettings(example, ['dev', 'prod'])).toThrow(/oidc-client-secret cannot be read: ENOENT/);
});

test.each(['compose.yaml', ...composeAdditions])('the program takes every command of %s', (file) => {
  const plain = readComposeFile('compose.yaml').services;
  for (const [name, { image, command }] of Object.entries(readComposeFile(file).services)) {
    if (command && (image ?? plain[name]?.image)?.startsWith('shelfcast:')) {
      expect(commandLineFault(program, command as readonly string[], 'complete'), name).toBeUndefined();
    }
  }
});

test.each<[string, Partial<ComposeService>, string]>([
  ['an image without a version', { image: 'postgres' }, 'worker: image postgres has no version'],
  ['root', { user: '0:0' }, 'worker: user 0:0 may be root'],
  ['a writable file system', { read_only: false }, 'worker: read_only is not set'],
  ['a port for everybody', { ports: ['8080:8080'] }, 'worker: port "8080:8080" is not published on 127.0.0.1'],
  [
    'a port for everybody, as Docker writes it',
    { ports: [{ host_ip: '0.0.0.0', target: 8080 }] },
    'worker: port {"host_ip":"0.0.0.0","target":8080} is not published on 127.0.0.1',
  ],
  [
    'a password in a variable',
    { environment: { GF_SECURITY_ADMIN_PASSWORD: 'secret', GF_SECURITY_ADMIN_PASSWORD__FILE: '/run/secrets/x' } },
    'worker: environment GF_SECURITY_ADMIN_PASSWORD holds a secret',
  ],
  [
    'a password in a URL',
    { environment: { SHELFCAST_REGISTRY_URL: 'postgres://u:secret@postgres/shelfcast' } },
    'worker: environment SHELFCAST_REGISTRY_URL holds a secret',
  ],
  ['a worker that is killed early', { stop_grace_period: '30s' }, 'worker: stop_grace_period 30s is shorter than 60 s'],
  [
    'a server that need not be ready',
    { depends_on: { worker: { condition: 'service_started' } } },
    'worker: depends_on worker needs the condition service_healthy',
  ],
])('finds %s', (_, change, fault) => {
  expect(composeFaults({ services: { worker: { ...sound, ...change } } })).toEqual([fault]);
});

test('a secret that is not a file is found', () => {
  expect(composeFaults({ services: {}, secrets: { password: {} } })).toEqual(['secret password: is not a file']);
});

test('every script and configuration that the files mount is there', () => {
  for (const file of ['postgres/databases.sh', 'temporal/tables.sh', 'temporal/start.sh', 'objects/start.sh']) {
    expect(existsSync(join(composeFolder, file)), file).toBe(true);
  }
});
