import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { scheduleAttributes, searchAttributes } from '../../src/contracts/search-attributes.ts';
import { freePort } from './free-port.ts';

const locations = fileURLToPath(new URL('../../node_modules/.shelfcast/locations.json', import.meta.url));
const patienceMs = 120_000;

/** Temporal's time-skipping test server, as the set-up provided it, with the search attributes registered. */
export async function startTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const environment = await startServer();
  // An attribute that is not registered would hang the workflow that sets it. This server does not know those of Schedules.
  const types = { KEYWORD: 2, DATETIME: 6, KEYWORD_LIST: 7 } as const;
  const attributes = [...Object.values(searchAttributes), ...Object.values(scheduleAttributes)];
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(attributes.map(({ name, type }) => [name, types[type]])),
  });
  return environment;
}

/**
 * `createTimeSkipping` gives the server five seconds to answer, which a virtual machine on a busy computer does not always keep. So
 * the process is started here, and waited for; the SDK's own way to a server that runs already knows nothing of skipping time.
 */
async function startServer(): Promise<TestWorkflowEnvironment> {
  const { timeSkippingServer } = JSON.parse(readFileSync(locations, 'utf8')) as { timeSkippingServer: string };
  const port = await freePort();
  const server = spawn(timeSkippingServer, [String(port)], { stdio: 'ignore' });
  const kill = (): void => void server.kill();
  process.once('exit', kill);
  const { create } = TestWorkflowEnvironment as unknown as {
    create: (options: object) => Promise<TestWorkflowEnvironment>;
  };
  const connect = (): Promise<TestWorkflowEnvironment> =>
    create.call(TestWorkflowEnvironment, {
      server: { type: 'existing' },
      supportsTimeSkipping: true,
      address: `127.0.0.1:${port}`,
    });
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      const environment = await connect();
      const disconnect = environment.teardown.bind(environment);
      environment.teardown = async () => {
        await disconnect();
        process.off('exit', kill);
        kill();
      };
      return environment;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error;
      await pause(200);
    }
  }
}
