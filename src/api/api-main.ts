import { parseArgs } from 'node:util';
import { onStopRequest, tellParent } from '../processes/parent-messages.ts';
import { loadProject } from '../project/load-project.ts';
import { createLog } from '../telemetry/log.ts';
import { startApi } from './start-api.ts';

/** Process of the API: `api-main.ts --project <folder> --state <folder> --port <n>`. */
const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    state: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string' },
  },
});
const log = createLog(process.env.SHELFCAST_LOG_LEVEL ?? 'info', 'api');

try {
  const { project: folder, state, port } = values;
  if (folder === undefined || state === undefined) throw new Error('--project and --state are missing');
  const api = await startApi({
    project: await loadProject(folder),
    stateFolder: state,
    host: values.host,
    port: Number(port),
    log,
  });
  onStopRequest(() => void api.close().then(() => process.exit(0)));
  log.info({ url: api.url }, 'the API listens');
  tellParent({ kind: 'ready' });
} catch (error) {
  log.fatal({ err: error }, 'the API cannot continue');
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  tellParent({ kind: 'failed', errorName: name, message });
  process.exit(1);
}
