import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { serverProgram, startServer, type ServerProcess } from './server-process.ts';
import { freePort } from '../free-port.ts';

/** A bucket on a real S3 server of our own. */
export interface S3Server {
  readonly bucket: string;
  /** What its clients need in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder in which the server keeps the objects of the bucket, by key. */
  readonly folder: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  startAgain(): Promise<void>;
}

/** Why there is no S3 server to test against; `undefined` where there is one. */
export function whyNoS3Server(): string | undefined {
  return serverProgram('s3Server') === undefined
    ? 'no S3 server: set-up builds versitygw where Go is installed (npm run test:stack)'
    : undefined;
}

export async function startS3Server(directory: string): Promise<S3Server> {
  const port = await freePort();
  const folder = join(directory, 'shelfcast-test');
  // A folder below the server's is a bucket.
  await mkdir(folder, { recursive: true });
  const keys = { access: 'shelfcast-test', secret: 'secret-of-the-tests' };
  const start = (): Promise<ServerProcess> =>
    startServer(serverProgram('s3Server')!, ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', directory], {
      port,
      env: { ROOT_ACCESS_KEY: keys.access, ROOT_SECRET_KEY: keys.secret },
    });
  let server = await start();
  return {
    bucket: 'shelfcast-test',
    folder,
    environment: {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: keys.access,
      AWS_SECRET_ACCESS_KEY: keys.secret,
    },
    stop: () => server.stop(),
    kill: () => server.kill(),
    startAgain: async () => {
      server = await start();
    },
  };
}
