import { Storage } from '@google-cloud/storage';
import { serverProgram, startServer } from './server-process.ts';
import { freePort } from '../free-port.ts';

/** Why there is no Google Cloud Storage server to test against; `undefined` where there is one. */
export function whyNoGcsServer(): string | undefined {
  return serverProgram('gcsServer') === undefined
    ? 'no Google Cloud Storage server: `npm run test:stack` builds fake-gcs-server where Go is installed'
    : undefined;
}

/** An emulator of Google Cloud Storage with a bucket of ours. */
export async function startGcsServer(directory: string) {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = await startServer(
    serverProgram('gcsServer')!,
    [
      ...['-scheme', 'http', '-host', '127.0.0.1', '-port', String(port), '-backend', 'filesystem'],
      ...['-filesystem-root', directory, '-public-host', `127.0.0.1:${port}`, '-external-url', endpoint],
      ...['-log-level', 'error'],
    ],
    { port },
  );
  await new Storage({ apiEndpoint: endpoint, projectId: 'emulator' }).createBucket('shelfcast-test');
  return { bucket: 'shelfcast-test', environment: { SHELFCAST_GCS_ENDPOINT: endpoint }, stop: server.stop };
}
