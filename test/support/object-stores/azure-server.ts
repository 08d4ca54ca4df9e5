import { BlobServiceClient } from '@azure/storage-blob';
import { serverProgram, startServer } from './server-process.ts';
import { freePort } from '../free-port.ts';

/** Why there is no Azure server to test against; `undefined` where there is one. */
export function whyNoAzureServer(): string | undefined {
  return serverProgram('azureServer') === undefined
    ? 'no Azure Blob server: `npm run test:stack` installs Azurite'
    : undefined;
}

/** Microsoft's emulator with a container of ours. Its account and key are the same everywhere, and published. */
export async function startAzureServer(directory: string) {
  const port = await freePort();
  const server = await startServer(
    process.execPath,
    [
      ...[serverProgram('azureServer')!, '--blobHost', '127.0.0.1', '--blobPort', String(port)],
      ...['--location', directory, '--silent', '--skipApiVersionCheck', '--disableTelemetry'],
    ],
    { port },
  );
  const environment = {
    AZURE_STORAGE_CONNECTION_STRING: [
      'DefaultEndpointsProtocol=http',
      'AccountName=devstoreaccount1',
      'AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
      `BlobEndpoint=http://127.0.0.1:${port}/devstoreaccount1`,
    ].join(';'),
  };
  const service = BlobServiceClient.fromConnectionString(environment.AZURE_STORAGE_CONNECTION_STRING);
  await service.createContainer('shelfcast-test');
  return { bucket: 'shelfcast-test', environment, stop: server.stop };
}
