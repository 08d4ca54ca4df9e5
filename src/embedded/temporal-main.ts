import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Connection } from '@temporalio/client';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { onStopRequest, tellParent } from '../processes/parent-messages.ts';
import { drainageArguments } from './drainage-settings.ts';
import { taskQueueArguments } from './task-queue-settings.ts';
import { unanswered } from './unanswered.ts';

/**
 * Keeps Temporal's dev server: starts it, says when it answers, and ends it when asked or when the stack is gone. The
 * server itself would outlive a stack that was killed. A server that runs and no longer answers is killed: the stack starts
 * keeper and server again, on the same database.
 */
const { values } = parseArgs({
  options: {
    executable: { type: 'string' },
    database: { type: 'string' },
    port: { type: 'string' },
    'ui-port': { type: 'string' },
    namespaces: { type: 'string' },
    'ask-every-ms': { type: 'string', default: '5000' },
  },
});
const { executable, database, port, 'ui-port': uiPort, namespaces } = values;
if (!executable || !database || !port || !uiPort || !namespaces) {
  throw new Error('usage: temporal-main.ts --executable FILE --database FILE --port N --ui-port N --namespaces A,B');
}
const typeNames = { KEYWORD: 'Keyword', KEYWORD_LIST: 'KeywordList' } as const;

const server = spawn(
  executable,
  [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', port, '--ui-ip', '127.0.0.1', '--ui-port', uiPort],
    ...['--db-filename', database, '--log-level', 'warn', '--log-format', 'json'],
    ...taskQueueArguments(database),
    ...drainageArguments('10s'),
    ...namespaces.split(',').flatMap((namespace) => ['--namespace', namespace]),
    ...Object.values(searchAttributes).flatMap(({ name, type }) => [
      '--search-attribute',
      `${name}=${typeNames[type]}`,
    ]),
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
server.on('error', (error) => {
  tellParent({ kind: 'failed', errorName: error.name, message: error.message });
  process.exit(1);
});
server.on('exit', (code) => process.exit(code ?? 1));
onStopRequest(() => server.kill('SIGTERM'));
if (server.pid !== undefined) tellParent({ kind: 'serving', processId: server.pid });

const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: '30 seconds' });
tellParent({ kind: 'ready' });

// Its database can stay interrupted after a request that was cancelled; then all it says is that no namespace is found.
const [namespace = ''] = namespaces.split(',');
const everyMs = Number(values['ask-every-ms']);
const describe = () => connection.workflowService.describeNamespace({ namespace });
await unanswered(() => connection.withDeadline(Date.now() + 2 * everyMs, describe), { everyMs, questions: 6 });
process.stderr.write('Temporal runs and has not answered six times in a row: it is killed and started again\n');
server.kill('SIGKILL');
