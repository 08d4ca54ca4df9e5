import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { MlflowServer } from '../../../src/adapters/mlflow/mlflow-server.ts';
import { TrackingRefusedError, TrackingUnreachableError } from '../../../src/ports/model-tracking.ts';

const signal = new AbortController().signal;

/** A server that answers as instructed, and a client of it that hardly waits. */
async function serve(listener: RequestListener): Promise<MlflowServer> {
  const http = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  await once(http, 'listening');
  const uri = `http://127.0.0.1:${(http.address() as AddressInfo).port}/below/`;
  return new MlflowServer({ uri, authorization: 'Bearer t' }, { firstWaitMs: 1, tries: 3, answerTimeoutMs: 500 });
}

test('an overloaded and a broken server are asked again, with the credentials, below the path of the address', async () => {
  const seen: unknown[] = [];
  const statuses = [429, 503, 200];
  const server = await serve(({ url, headers }, response) => {
    seen.push([url, headers.authorization]);
    response.writeHead(statuses[seen.length - 1]!, { 'retry-after': '0' }).end('{"runs":[]}');
  });
  expect(await server.call('GET', 'runs/search', { a: 'b c' }, signal)).toEqual({ runs: [] });
  expect(seen).toEqual(Array(3).fill(['/below/api/2.0/mlflow/runs/search?a=b+c', 'Bearer t']));
});

test('a refusal is not tried again and has the server’s code and the first line of its words', async () => {
  let requests = 0;
  const server = await serve((_, response) => {
    requests += 1;
    response.writeHead(400).end(JSON.stringify({ error_code: 'INVALID_PARAMETER_VALUE', message: 'no\nSELECT' }));
  });
  const call = server.call('POST', 'runs/create', {}, signal);
  await expect(call).rejects.toThrow(TrackingRefusedError);
  await expect(call).rejects.toMatchObject({
    code: 'INVALID_PARAMETER_VALUE',
    status: 400,
    message: expect.stringMatching(/: no$/) as string,
  });
  expect(requests).toBe(1);
});

test.each<[string, RequestListener, RegExp]>([
  ['hangs up', (_, { socket }) => void socket?.destroy(), /UND_ERR_SOCKET|ECONNRESET/],
  ['never answers', () => undefined, /no answer within 500 ms/],
  ['is another one', (_, response) => void response.end('<html>'), /is it an MLflow server/],
  [
    'sends elsewhere',
    (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    /redirect/,
  ],
])('a server that %s is unreachable, with the reason', async (_, listener, reason) => {
  const server = await serve(listener);
  const call = server.call('GET', 'runs/get', {}, signal);
  await expect(call).rejects.toThrow(TrackingUnreachableError);
  await expect(call).rejects.toThrow(reason);
});

test('aborted, it ends at once with the reason of the signal', async () => {
  const ended = new AbortController();
  const server = await serve(() => ended.abort(new Error('enough')));
  await expect(server.call('GET', 'runs/get', {}, ended.signal)).rejects.toThrow('enough');
});
