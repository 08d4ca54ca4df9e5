import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What one request asked for. */
interface Asked {
  readonly range: string | undefined;
}

/** A server on this machine that goes with the test. */
export async function startServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ range: request.headers.range });
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tool.tar.gz`, asked };
}

/** Serves `bytes`, and ranges of them to clients that still have the same version, as a vendor's host does. */
export function serveRanges(bytes: Buffer, etag: string) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
    const resumes = Number.isFinite(from) && request.headers['if-range'] === etag;
    if (resumes && from >= bytes.length) return void response.writeHead(416).end();
    const body = resumes ? bytes.subarray(from) : bytes;
    response.writeHead(resumes ? 206 : 200, { etag, 'content-length': body.length }).end(body);
  };
}
