import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import {
  connect,
  createSecureServer,
  type Http2SecureServer,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Certificates } from './production/certificates.ts';

/** Whom a gate lets through. */
export interface GateRules {
  /** Its own certificate, and whom clients' have to be from. */
  readonly certificates: Pick<Certificates, 'ca' | 'server'>;
  readonly apiKey: string;
}

/** A way to a Temporal server that asks for client certificates and an API key, as hosted servers do. */
export interface TemporalGate {
  readonly address: string;
  /** Calls that were let through with an API key. */
  calls(apiKey: string): number;
  /** Lets others through from now on, and ends every connection. */
  change(rules: GateRules): Promise<void>;
  stop(): Promise<void>;
}

/** The status of gRPC for a caller without valid credentials. */
const unauthenticated = '16';

/** @param target address of the server, which speaks plain HTTP/2 */
export async function startTemporalGate(target: string, first: GateRules): Promise<TemporalGate> {
  const onward = connect(`http://${target}`);
  const calls = new Map<string, number>();
  const sessions = new Set<ServerHttp2Session>();
  let server = await listen(first, 0);
  const { port } = server.address() as AddressInfo;

  async function listen({ certificates, apiKey }: GateRules, at: number): Promise<Http2SecureServer> {
    const read = (path: string): Buffer => readFileSync(path);
    const one = createSecureServer({
      ...{ cert: read(certificates.server.certificate), key: read(certificates.server.key) },
      ...{ ca: read(certificates.ca), requestCert: true, rejectUnauthorized: true },
    });
    one.on('session', (session) => {
      sessions.add(session);
      session.on('close', () => sessions.delete(session)).on('error', () => undefined);
    });
    one.on('stream', (stream, headers) => {
      stream.on('error', () => undefined);
      if (headers.authorization !== `Bearer ${apiKey}`) {
        stream.respond(
          { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': unauthenticated },
          { endStream: true },
        );
        return;
      }
      calls.set(apiKey, (calls.get(apiKey) ?? 0) + 1);
      pass(stream, headers);
    });
    one.listen(at, '127.0.0.1');
    await once(one, 'listening');
    return one;
  }

  function pass(stream: ServerHttp2Stream, headers: object): void {
    const { ':authority': _authority, ':scheme': _scheme, ...others } = headers as Record<string, string>;
    const request = onward.request({ ...others });
    request.on('error', () => stream.close());
    stream.on('close', () => request.close());
    let trailers: OutgoingHttpHeaders = {};
    request.on('response', (answer) => {
      const { 'grpc-status': status } = answer;
      // Without a body the status is in the headers.
      stream.respond(answer, status === undefined ? { waitForTrailers: true } : { endStream: true });
      if (status !== undefined) return;
      stream.on('wantTrailers', () => stream.sendTrailers(trailers));
      request.on('trailers', (last: OutgoingHttpHeaders) => (trailers = last));
      request.on('data', (part: Buffer) => stream.write(part));
      request.on('end', () => stream.end());
    });
    stream.pipe(request);
  }

  async function end(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    for (const session of sessions) session.destroy();
    await closed;
  }
  return {
    address: `localhost:${port}`,
    calls: (apiKey) => calls.get(apiKey) ?? 0,
    async change(rules) {
      await end();
      server = await listen(rules, port);
    },
    async stop() {
      await end();
      onward.close();
    },
  };
}
