import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request's answer: it arrives, or the connection ends before it does. */
export type Fate = 'arrives' | 'is lost';

/** A way to an HTTP server on which answers get lost, after the server has done what was asked. */
export async function startHttpWay(
  target: string,
  fateOf: (request: {
    readonly method: string;
    readonly path: string;
    readonly authorization?: string;
  }) => Fate | Promise<Fate>,
): Promise<{ readonly uri: string; stop(): Promise<void> }> {
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '/', headers } = incoming;
    const { authorization } = headers;
    const onward = request(new URL(url, target), { method, headers: { ...headers, connection: 'close' } });
    onward.on('error', () => outgoing.destroy());
    onward.on('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', () => outgoing.destroy());
      answer.on('end', () => {
        const facts = { method, path: url, ...(authorization === undefined ? {} : { authorization }) };
        void Promise.resolve(fateOf(facts)).then((fate) => {
          if (fate === 'is lost') outgoing.destroy();
          else outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(Buffer.concat(parts));
        });
      });
    });
    onward.end(Buffer.concat(chunks));
  };
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
