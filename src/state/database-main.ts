import { parseArgs } from 'node:util';
import { connectDatabase, migrate } from '../adapters/postgres/connect.ts';
import { onStopRequest, tellParent } from '../processes/parent-messages.ts';
import { startEmbeddedDatabase } from './database/embedded-database.ts';

/** Process of the embedded database: `database-main.ts --directory DIR --port PORT`. */
const { values } = parseArgs({ options: { directory: { type: 'string' }, port: { type: 'string' } } });
if (values.directory === undefined || values.port === undefined) {
  throw new Error('usage: database-main.ts --directory DIR --port PORT');
}
const database = await startEmbeddedDatabase(values.directory, Number(values.port));
onStopRequest(() => {
  void database.stop().finally(() => process.exit(0));
});
const connection = connectDatabase(database.url, 1);
await migrate(connection);
await connection.destroy();
tellParent({ kind: 'ready' });
