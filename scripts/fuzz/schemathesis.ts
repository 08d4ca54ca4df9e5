/**
 * A second opinion on the API: schemathesis, which makes its own requests from the document, on the same state as `npm run fuzz`:
 *
 *   npm run fuzz:schemathesis -- --seconds 120
 *
 * It asks with the key of an administrator, and without one where it tries to get in. Needs Python 3.10 with venv and pip; it is installed into the cache of
 * the set-up. Exits as schemathesis does.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { cacheDir } from '../setup/locations.mjs';
import { prepareState } from './prepared-state.ts';

const version = '4.32.5';

async function installed(): Promise<string> {
  const folder = join(cacheDir(), `schemathesis-${version}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  const run = promisify(execFile);
  await run('python3', ['-m', 'venv', folder]);
  await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${version}`]);
  return program;
}

/**
 * What is not looked at: a request that its schema allows is refused where the schema cannot say why not, such as a model that is not there or a text with a NUL
 * character; and a method that an address does not have is answered as an address that there is not, with 404.
 */
const left = ['positive_data_acceptance', 'unsupported_method'];

/**
 * This version rewrites `prefixItems` as JSON Schema had it before 2020-12, and then calls that invalid in answers: it gets lists whose elements
 * are any of those.
 */
function withoutTuples(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('prefixItems' in value)) return value;
  const { prefixItems, ...rest } = value;
  return { ...rest, items: { anyOf: prefixItems } };
}

const { seconds } = new Command('fuzz:schemathesis')
  .option('--seconds <n>', 'how long to send requests', '120')
  .parse()
  .opts<{ seconds: string }>();

const program = await installed();
const directory = await mkdtemp(join(tmpdir(), 'shelfcast-fuzz-'));
const state = await prepareState(directory);
const { server, callers } = state;
const url = await server.listen({ host: '127.0.0.1', port: 0 });
const key = callers.find(({ name }) => name === 'admin')?.authorization ?? '';
const document = join(directory, 'openapi.json');
const published = await (await fetch(`${url}/api/openapi.json`)).text();
await writeFile(document, JSON.stringify(JSON.parse(published, withoutTuples)));
const opinion = spawn(
  program,
  [
    ...['run', document, '--url', url, '--header', `Authorization: ${key}`, '--max-time', seconds],
    ...['--checks', 'all', '--exclude-checks', left.join(',')],
    ...['--continue-on-failure', '--suppress-health-check', 'all', '--warnings', 'off', '--no-color'],
  ],
  // What it keeps for its next run goes with the folder.
  { stdio: 'inherit', cwd: directory },
);
const [code] = (await once(opinion, 'exit')) as [number | null];
await state.close();
await rm(directory, { recursive: true, force: true });
process.exitCode = code ?? 1;
