import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whether a process does its work; with what it waits for where it does not. */
export interface Readiness {
  readonly ready: boolean;
  /** By part: `ok`, or why not. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface StatusServerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0: any free one. */
  readonly port: number;
  readonly readiness: () => Readiness | Promise<Readiness>;
  /** In the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
}

export interface StatusServer {
  /** `http://127.0.0.1:9464` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * What probes and Prometheus ask of a process: `/livez` answers as long as its event loop turns, `/readyz` with 503 while it does not do its
 * work, `/metrics` with its metrics. It has no secrets and changes nothing, so it asks for no key; it listens on loopback unless `host` says otherwise.
 * Throws where the port is taken.
 */
export async function startStatusServer(options: StatusServerOptions): Promise<StatusServer> {
  const { host = '127.0.0.1', port } = options;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendJson(response, 405, { error: 'only GET is answered' });
      return;
    }
    // What is asked for need not be an address: `//` is none.
    const [path = '/'] = (request.url ?? '/').split('?');
    answer(path, options, response).catch((error: unknown) => {
      sendJson(response, 500, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // It does not keep a process from ending.
  server.unref();
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  path: string,
  { readiness, metrics }: StatusServerOptions,
  response: ServerResponse,
): Promise<void> {
  switch (path) {
    case '/livez':
      sendJson(response, 200, { status: 'ok' });
      return;
    case '/readyz': {
      const { ready, parts } = await readiness();
      sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'not ready', parts });
      return;
    }
    case '/metrics': {
      const text = await metrics();
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
      return;
    }
    default:
      sendJson(response, 404, { error: `there is no ${path}; there are /livez, /readyz and /metrics` });
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}
