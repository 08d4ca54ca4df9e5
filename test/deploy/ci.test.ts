import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readReports } from '../../scripts/deploy/ci/reports.ts';
import { checkout } from '../../scripts/deploy/tools.ts';
import type { WorkerVersion } from '../../src/ports/worker-deployments.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const script = join(checkout, 'deploy/ci/pipeline.sh');
const workflows = join(checkout, 'deploy/ci/github');

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'timeout-minutes': number;
        readonly environment?: string;
        readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
      }
    >
  >;
}

/** What the script calls, by name: each writes down its arguments, and `fails` fails on one. */
async function runPipeline(
  args: readonly string[],
  { fails = '', env = {}, versions = [] }: { fails?: string; env?: object; versions?: readonly WorkerVersion[] } = {},
) {
  const folder = await temporaryDirectory();
  const programs = join(folder, 'programs');
  await mkdir(programs);
  const called = join(folder, 'called');
  await writeFile(join(programs, 'versions'), JSON.stringify(versions));
  for (const name of ['shelfcast', 'helm', 'docker', 'npm', 'npx']) {
    const body = `#!/bin/sh
echo "${name} $*" >>'${called}'
case "${name} $*" in
  *"${fails || 'nothing'}"*) exit 1 ;;
  *"deployment show"*) cat '${join(programs, 'versions')}' ;;
  *login*) echo "password: $(cat)" >>'${called}' ;;
esac
`;
    await writeFile(join(programs, name), body, { mode: 0o755 });
  }
  const settings = {
    SHELFCAST: 'shelfcast',
    BUILD_ID: 'b48',
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
    ...env,
  };
  const ended = await promisify(execFile)('bash', [script, ...args], {
    cwd: folder,
    env: { ...process.env, ...settings },
  }).then(
    () => 0,
    (error: unknown) => (error as { code: number }).code,
  );
  const calls = await readFile(called, 'utf8').catch(() => '');
  return { exitCode: ended, calls: calls.trim().split('\n') };
}

test.each(readdirSync(workflows))('%s only calls the script', (name) => {
  const { permissions, jobs } = parse(readFileSync(join(workflows, name), 'utf8')) as Workflow;
  expect(permissions['contents']).toBe('read');
  for (const job of Object.values(jobs)) {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    for (const { run, uses } of job.steps) {
      if (run !== undefined) expect(run).toMatch(/^(npm ci|ci\/pipeline\.sh [a-z-]+( (dev|prod))?)$/);
      else expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
    }
  }
});

test('a release waits for the reviewers of prod', () => {
  const { jobs } = parse(readFileSync(join(workflows, 'release.yml'), 'utf8')) as Workflow;
  expect(jobs['prod']?.environment).toBe('prod');
});

test('a pull request is linted, tested with a floor and validated', async () => {
  const { exitCode, calls } = await runPipeline(['pull-request'], { env: { COVERAGE_FLOOR: '90' } });
  expect(exitCode).toBe(0);
  expect(calls.map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual([
    ...['npm run lint', 'npx vitest run', 'shelfcast validate --project'],
  ]);
  expect(calls[1]).toContain('--coverage.thresholds.lines=90');
  expect(calls[2]).toMatch(/--quick --junit .*\/reports\/validation\.xml$/);
});

test('a release is replayed and its models are checked before anything is deployed', async () => {
  const image = { IMAGE: 'registry.example.com/grocer' };
  const { exitCode, calls } = await runPipeline(['release'], { env: image });
  expect(exitCode).toBe(0);
  expect(calls.slice(0, 3)).toEqual([
    'shelfcast replay --project . --env prod --since 30d',
    'shelfcast policy check --project . --env prod',
    'shelfcast audit verify --project .',
  ]);
  expect(calls.slice(3, 5)).toEqual([
    'helm status shelfcast-prod --namespace shelfcast-prod',
    'shelfcast deployment show --project . --env prod --json',
  ]);
  expect(calls[5]).toMatch(/^helm upgrade --install shelfcast-prod .*--set-string build\.id=b48 .*image\.tag=b48/);
  expect(calls[6]).toBe('shelfcast deployment set-current --project . --env prod');
});

test('a release keeps the workers of every build that Temporal says has something to end, and of no other', async () => {
  const { calls } = await runPipeline(['deploy', 'prod'], {
    env: { IMAGE: 'grocer' },
    versions: [
      { buildId: 'b47', state: 'current', pinned: 0 },
      { buildId: 'b48', state: 'inactive', pinned: 0 },
      { buildId: 'b46', state: 'draining', pinned: 2 },
      { buildId: 'b45', state: 'drained', pinned: 0 },
      { buildId: 'never-used', state: 'inactive', pinned: 0 },
    ],
  });
  expect(calls.at(-1)).toContain(
    '--set-json build.previous=[{"id":"b47","tag":"b47"},{"id":"b46","tag":"b46"}] --set build.removeOthers=true',
  );
});

test('a release stops if Temporal does not say which builds are needed', async () => {
  const { exitCode, calls } = await runPipeline(['deploy', 'prod'], {
    fails: 'deployment show',
    env: { IMAGE: 'grocer' },
  });
  expect(exitCode).toBe(1);
  expect(calls.join(' ')).not.toContain('helm upgrade');
});

test.each([
  ['the first release asks nobody', { fails: 'helm status' }, '[]'],
  [
    'builds that are given are kept',
    { env: { PREVIOUS_BUILDS: '[{"id":"b1","tag":"t"}]' } },
    '[{"id":"b1","tag":"t"}]',
  ],
])(
  '%s, and the chart refuses to remove others',
  async (_, { fails = '', env = {} }: { fails?: string; env?: object }, previous) => {
    const { calls } = await runPipeline(['deploy', 'prod'], { fails, env: { IMAGE: 'grocer', ...env } });
    expect(calls.join(' ')).not.toContain('deployment show');
    expect(calls.at(-1)).toContain(`--set-json build.previous=${previous} `);
    expect(calls.at(-1)).not.toContain('removeOthers');
  },
);

test.each(['replay', 'policy check', 'audit verify'])('a release stops at a failed %s', async (fails) => {
  const { exitCode, calls } = await runPipeline(['release'], { fails, env: { IMAGE: 'grocer' } });
  expect(exitCode).toBe(1);
  expect(calls.at(-1)).toContain(fails);
  expect(calls.join(' ')).not.toContain('helm');
});

test('a project becomes an image on that of Shelfcast', async () => {
  const env = { SHELFCAST_IMAGE: 'shelfcast:0.2.0', IMAGE: 'grocer' };
  const { calls } = await runPipeline(['package'], { env });
  expect(calls).toEqual([
    expect.stringMatching(
      /^docker build --build-arg SHELFCAST_IMAGE=shelfcast:0\.2\.0 --build-arg BUILD_ID=b48 --file .*Dockerfile --tag grocer:b48 \.$/,
    ),
    'docker push grocer:b48',
  ]);
});

test('the pipeline logs in to the registry of the image with a password that is in no argument', async () => {
  const env = {
    SHELFCAST_IMAGE: 'shelfcast:0.2.0',
    IMAGE: 'registry.example.com/team/grocer',
    REGISTRY_USER: 'ci',
    REGISTRY_PASSWORD: 'a token',
  };
  const { calls } = await runPipeline(['package'], { env });
  expect(calls.slice(0, 2)).toEqual([
    'docker login --username ci --password-stdin registry.example.com',
    'password: a token',
  ]);
  expect(calls.at(-1)).toBe('docker push registry.example.com/team/grocer:b48');
});

test('an unknown step shows what there is', async () => {
  expect((await runPipeline(['lunch'])).exitCode).toBe(2);
  expect((await runPipeline(['gate'])).exitCode).toBe(2);
});

test('reports are read', async () => {
  const folder = await temporaryDirectory();
  await mkdir(join(folder, 'coverage'));
  await writeFile(join(folder, 'unit.xml'), '<testsuites><testcase name="a"/><testcase name="b"/></testsuites>');
  await writeFile(join(folder, 'validation.xml'), '<testcase name="c"></testcase>');
  await writeFile(join(folder, 'coverage/lcov.info'), 'SF:a\nLF:10\nLH:9\nend_of_record\nSF:b\nLF:2\nLH:2\n');
  expect(await readReports(folder)).toEqual({ unitTests: 2, coverage: 91.7, validationTests: 1 });
});
