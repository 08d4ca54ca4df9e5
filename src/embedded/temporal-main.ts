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
    // For tests: how the server is watched.
    'ask-every-ms': { type: 'string', default: '5000' },
    'answer-within-ms': { type: 'string', default: '10000' },
    questions: { type: 'string', default: '6' },
  },
});
const { executable, database, port, 'ui-port': uiPort, namespaces } = values;
const [everyMs, withinMs, questions] = [
  Number(values['ask-every-ms']),
  Number(values['answer-within-ms']),
  Number(values.questions),
];
if (!executable || !database || !port || !uiPort || !namespaces || !(everyMs > 0 && withinMs > 0 && questions > 0)) {
  throw new Error(
    'usage: temporal-main.ts --executable FILE --database FILE --port N --ui-port N --namespaces A,B ' +
      '[--ask-every-ms N] [--answer-within-ms N] [--questions N]',
  );
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
const stop = new AbortController();
onStopRequest(() => {
  stop.abort();
  server.kill('SIGTERM');
});
if (server.pid !== undefined) tellParent({ kind: 'serving', processId: server.pid });

const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: '30 seconds' });
tellParent({ kind: 'ready' });

// Its database can stay interrupted after a request that was cancelled; then all it says is that no namespace is found.
const [namespace = ''] = namespaces.split(',');
const describe = () => connection.workflowService.describeNamespace({ namespace });
await unanswered(() => connection.withDeadline(Date.now() + withinMs, describe), {
  everyMs,
  questions,
});
if (!stop.signal.aborted) {
  process.stderr.write(
    `Temporal runs and did not answer ${questions} questions in a row: it is killed and started again\n`,
  );
  server.kill('SIGKILL');
}
