import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../../src/api/create-server.ts';
import { keysOnly } from '../../src/api/keys.ts';
import { openServices } from '../../src/api/open-services.ts';
import type { App } from '../../src/app/app.ts';
import { createKey } from '../../src/app/keys/create-key.ts';
import { revokeKey } from '../../src/app/keys/revoke-key.ts';
import { perform, type Role } from '../../src/app/operation.ts';
import { regionControllerId } from '../../src/contracts/workflow-ids.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { shelfcast } from '../../test/support/shelfcast-process.ts';
import { createSmallProject } from '../../test/support/small-project.ts';
import { knownValues, type KnownValues } from './known-values.ts';
import { scriptedServer } from './scripted-server.ts';

/** Who asks, with what they may do. Nobody has no right at all, whatever they send. */
export interface FuzzCaller {
  readonly name: string;
  readonly authorization?: string;
  /** Left out: nobody. */
  readonly role?: Role;
  readonly environments?: readonly string[];
}

/** A server of the API over what a small project's cycles have left, in this process. */
export interface PreparedState {
  readonly server: FastifyInstance;
  readonly callers: readonly FuzzCaller[];
  readonly known: KnownValues;
  close(): Promise<void>;
}

/** Of a request that waits. */
const triggerId = 'asked-for';

/** Models that are there to be tagged, retired and taken back. */
const spareModels = 40;

/** Runs a real cycle of a small project in a folder, and serves what it left. Only the server of workflows is scripted. */
export async function prepareState(directory: string): Promise<PreparedState> {
  const small = await createSmallProject({
    directory,
    config: "environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } },",
  });
  // A row that is set aside; few enough of its file for the cycle to continue.
  await appendFile(join(small.landingDirectory, 'sales/history.csv'), 'n1,apples,2025-10-06,many\n');
  await runCycles(directory);
  // A week later there is a version of the data that differs.
  await small.deliverWeek(1);
  await runCycles(directory, '--region', 'north');
  return serveState(directory, join(directory, '.shelfcast', 'local'), small.cutoff);
}

async function runCycles(directory: string, ...more: readonly string[]): Promise<void> {
  const ran = await shelfcast('run', '--local', '-p', directory, '--json', ...more);
  if (ran.exitCode !== 0) throw new Error(`the cycle failed: ${ran.stderr}`);
}

/**
 * Serves what cycles have left.
 *
 * @param cutoff of a cycle in the folder
 */
async function serveState(directory: string, stateFolder: string, cutoff: string): Promise<PreparedState> {
  const project = await loadProject(directory);
  // The registry knows what was exported; the server itself is not asked.
  process.env.MLFLOW_TRACKING_URI ??= 'http://127.0.0.1:9';
  const services = openServices(project, stateFolder);
  const admin = services.appFor('fuzz');
  const spares = await admin.withRegistry(async (registry) => {
    const [like] = (await registry.findModels({ environment: 'dev' })).models;
    if (!like) throw new Error('the cycles have left no model');
    const versions = Array.from(
      { length: spareModels },
      (_, index) => `${index.toString(16).padStart(2, '0')}${'f'.repeat(62)}`,
    );
    for (const environment of ['dev', 'prod']) {
      for (const version of versions) {
        await registry.recordModel(environment, { ...like.record, version });
      }
    }
    // From the beginning some are out of use.
    for (const version of versions.slice(0, spareModels / 2)) {
      await registry.retireModel({
        environment: 'dev',
        version,
        actor: 'fuzz',
        reason: 'to be taken back',
        toBaseline: false,
      });
    }
    return versions;
  });
  await admin.withRegistry(async (registry) => {
    for (const environment of ['dev', 'prod']) {
      const trigger = { id: triggerId, cause: 'request' as const, requestedBy: 'fuzz' };
      const acceptedAt = new Date().toISOString();
      await registry.acceptTriggers(regionControllerId(environment, 'north'), [
        { trigger, acceptedAt, state: 'pending' },
      ]);
    }
  });
  const challenger = 'c'.repeat(64);
  const waiting = ['dev', 'prod'].map((environment) => ({
    ...{ environment, version: challenger, promotion: `promotion/${environment}/${challenger}`, run: 'r' },
  }));
  await admin.withRegistry(async (registry) => {
    for (const { environment, version, promotion, run } of waiting) {
      await registry.recordDecision({
        ...{
          id: `${environment}/wait`,
          promotion,
          run,
          environment,
          version,
          kind: 'wait',
          actor: 'fuzz',
          reason: 'x',
        },
        ...{ segment: { region: 'north', format: 'large', velocity: 'fast' }, cutoff },
        ...{ gatePassed: true, facts: {} },
      });
    }
  });
  const orchestration = scriptedServer();
  const appFor = (actor: string, ends?: Partial<Pick<App, 'output'>>): App => ({
    ...services.appFor(actor, ends),
    withOrchestration: (use) => use(orchestration),
  });
  const server = await createServer({
    appFor,
    authenticate: keysOnly((hash) => admin.withRegistry((registry) => registry.usableAccessKey(hash))),
    ...{ hosts: new Set(['127.0.0.1']), version: '0.0.0', log: pino({ level: 'silent' }) },
    requestsPerMinute: Number.MAX_SAFE_INTEGER,
  });
  await server.ready();
  return {
    server,
    callers: await makeCallers(appFor('fuzz')),
    known: await knownValues(appFor('fuzz'), { cutoff, spares, challenger, triggerId }),
    close: async () => {
      await server.close();
      await services.close();
    },
  };
}

async function makeCallers(app: App): Promise<readonly FuzzCaller[]> {
  const keyOf = async (name: string, role: Role, more: { environments?: string[]; days?: number } = {}) =>
    perform(createKey, app, { name, role, ...more });
  const bearer = ({ key }: { readonly key: string }): string => `Bearer ${key}`;
  const revoked = await keyOf('revoked', 'admin');
  await perform(revokeKey, app, { id: revoked.details.id });
  return [
    { name: 'admin', role: 'admin', authorization: bearer(await keyOf('admin', 'admin')) },
    { name: 'approver', role: 'approver', authorization: bearer(await keyOf('approver', 'approver')) },
    { name: 'operator', role: 'operator', authorization: bearer(await keyOf('operator', 'operator')) },
    { name: 'reader', role: 'reader', authorization: bearer(await keyOf('reader', 'reader')) },
    {
      ...{ name: 'admin of prod', role: 'admin', environments: ['prod'] },
      authorization: bearer(await keyOf('of-prod', 'admin', { environments: ['prod'] })),
    },
    { name: 'without a key' },
    { name: 'a guessed key', authorization: 'Bearer shelfcast_guess' },
    { name: 'a session as a header', authorization: 'Session guess' },
    { name: 'an expired key', authorization: bearer(await keyOf('expired', 'admin', { days: 1e-9 })) },
    { name: 'a revoked key', authorization: bearer(revoked) },
  ];
}
