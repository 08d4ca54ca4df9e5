import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explainFault } from '../../src/composition/explain-fault.ts';
import { openConnection } from '../../src/composition/open-connection.ts';
import { makeCertificates, type Certificates } from '../support/production/certificates.ts';

let folder: string;
let certificates: Certificates;
let address: string;
let handshakes = 0;
let stop: () => void;

/** Speaks gRPC as far as to refuse every call, to clients with a certificate. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelfcast-certificates-'));
  certificates = await makeCertificates(folder);
  const { server, ca } = certificates;
  const [key, cert, authority] = await Promise.all([server.key, server.certificate, ca].map((path) => readFile(path)));
  const refusing = createSecureServer({ key, cert, ca: authority, requestCert: true, rejectUnauthorized: true });
  refusing.on('connection', () => (handshakes += 1));
  refusing.on('tlsClientError', () => undefined);
  refusing.on('stream', (stream) => {
    stream.respond(
      {
        ':status': 200,
        'content-type': 'application/grpc',
        'grpc-status': '7',
        'grpc-message': 'Request unauthorized.',
      },
      { endStream: true },
    );
  });
  refusing.listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  address = `127.0.0.1:${(refusing.address() as AddressInfo).port}`;
  stop = () => refusing.close();
});
afterAll(async () => {
  stop();
  await rm(folder, { recursive: true, force: true });
});

/** Asks for something, and explains how that fails; how often it was tried too. */
async function asked(authority: string, withCertificate: boolean) {
  const [ca, crt, key] = await Promise.all(
    [authority, certificates.client.certificate, certificates.client.key].map((path) => readFile(path)),
  );
  const connection = openConnection({
    address,
    tls: {
      serverRootCACertificate: ca!,
      serverNameOverride: 'localhost',
      ...(withCertificate ? { clientCertPair: { crt: crt!, key: key! } } : {}),
    },
  });
  handshakes = 0;
  try {
    const place = { environment: 'prod', address, namespace: 'grocer-prod.a1b2c' };
    const error = await connection.workflowService
      .describeNamespace({ namespace: place.namespace })
      .catch((cause: unknown) => explainFault(cause, place));
    return { error: error as Error, handshakes };
  } finally {
    await connection.close();
  }
}

test('a certificate that the client does not trust is reported at the first attempt', async () => {
  expect(await asked(certificates.otherCa, true)).toMatchObject({
    handshakes: 1,
    error: {
      name: 'TemporalTlsError',
      address,
      refusedBy: 'client',
      reason: expect.stringMatching(/self-signed/) as string,
    },
  });
});

test('so is a certificate that the server wants', async () => {
  expect(await asked(certificates.ca, false)).toMatchObject({
    handshakes: 1,
    error: {
      name: 'TemporalTlsError',
      refusedBy: 'server',
      reason: expect.stringMatching(/certificate required/) as string,
    },
  });
});

test('a call that the server refuses is named, with the namespace', async () => {
  const { error } = await asked(certificates.ca, true);
  expect(error).toMatchObject({
    name: 'TemporalForbiddenError',
    facts: { environment: 'prod', address, namespace: 'grocer-prod.a1b2c', method: 'DescribeNamespace' },
  });
  expect(error.message).toBe(
    `the Temporal server at ${address} refuses DescribeNamespace in namespace grocer-prod.a1b2c of environment prod (Request unauthorized.); check that the API key or the client certificate is the right one, is still valid, and has this permission there`,
  );
});

test('a call that waits for its next attempt does not begin it on a connection that is closed', async () => {
  const connection = openConnection({ address: '127.0.0.1:1' });
  const calls = [1, 2].map(() => connection.workflowService.getSystemInfo({}).catch((error: unknown) => error));
  await sleep(20);
  await connection.close();
  // Each has ended, whatever with; an attempt on the closed connection would have ended this process.
  expect(await Promise.all(calls)).toEqual([expect.any(Error), expect.any(Error)]);
});

test('a connection that is closed while its process was too busy to try again does not end the process', async () => {
  const connection = openConnection({ address: '127.0.0.1:1' });
  const call = connection.workflowService.getSystemInfo({}).catch((error: unknown) => error);
  // The first attempt has failed, and the next one waits for its time.
  await sleep(60);
  const until = Date.now() + 3_000;
  while (Date.now() < until);
  // That time is over, and its timer has not been looked at yet.
  await connection.close();
  expect(await call).toBeInstanceOf(Error);
});
