import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { ManagedProcess } from '../../../src/embedded/managed-process.ts';
import { readLocations } from '../../../src/embedded/stack.ts';
import { processIdentity } from '../../../src/state/process-identity.ts';
import { freePort } from '../../support/free-port.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('a server that runs and does not answer is started again, with all it knew', async () => {
  const directory = await temporaryDirectory();
  const [port, uiPort] = [await freePort(), await freePort()];
  const logFile = join(directory, 'log');
  const keeper = new ManagedProcess({
    name: 'temporal',
    program: fileURLToPath(new URL('../../../src/embedded/temporal-main.ts', import.meta.url)),
    args: [
      ...[
        '--executable',
        readLocations().temporalCli,
        '--database',
        join(directory, 'temporal.db'),
        '--namespaces',
        'dev,prod',
      ],
      ...['--port', String(port), '--ui-port', String(uiPort), '--ask-every-ms', '200'],
      // Even a busy machine answers in time; the server that is stopped below takes a quarter of a minute.
      ...['--answer-within-ms', '5000', '--questions', '3'],
    ],
    logFile,
  });
  onTestFinished(() => keeper.stop());
  await keeper.start();
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
  onTestFinished(() => connection.close());
  const { workflow } = new Client({ connection, namespace: 'dev' });
  await workflow.start('forecastCycle', { workflowId: 'cycle', taskQueue: 'orchestration' });
  const [, server] = keeper.processIds;
  if (server === undefined) throw new Error('the keeper names no server');

  // As one whose database hangs: it holds its ports, takes connections, and says nothing.
  process.kill(server, 'SIGSTOP');
  await expect.poll(() => processIdentity(server)).toBeUndefined();

  const status = () => connection.withDeadline(Date.now() + 2000, () => workflow.getHandle('cycle').describe());
  await expect.poll(() => status().then((found) => found.status.name, String)).toBe('RUNNING');
  expect(keeper.processIds).not.toContain(server);
  expect(await readFile(logFile, 'utf8')).toContain('Temporal runs and did not answer 3 questions in a row');
});
