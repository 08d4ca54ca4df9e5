import { pino } from 'pino';
import { startApi } from '../../src/api/start-api.ts';
import { onStopRequest, tellParent } from '../../src/processes/parent-messages.ts';
import { loadProject } from '../../src/project/load-project.ts';

/** The API in a process of its own: `server-main.ts <project> <state> <port> <pages>`. Nobody is sent away for asking too often. */
const [project, stateFolder, port, pages] = process.argv.slice(2) as [string, string, string, string];
const api = await startApi({
  project: await loadProject(project),
  ...{ stateFolder, host: '127.0.0.1', port: Number(port), pages, requestsPerMinute: 1e9 },
  log: pino({ level: 'error' }, pino.destination(2)),
});
onStopRequest(() => void api.close().then(() => process.exit(0)));
tellParent({ kind: 'ready' });
