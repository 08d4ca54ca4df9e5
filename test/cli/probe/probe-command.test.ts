import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { probeCommand } from '../../../src/cli/probe/probe-command.ts';

/** A status server that has this to say. */
async function statusServer(answers: Readonly<Record<string, number>>): Promise<number> {
  const server = createServer((request, response) => {
    response.statusCode = answers[request.url ?? ''] ?? 404;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('says by its exit code what the status server says', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => {
    write.mockRestore();
  });
  const port = await statusServer({ '/livez': 200, '/readyz': 503 });
  expect(await probeCommand({ path: 'livez', port, timeout: 5000 })).toBe(0);
  expect(write).not.toHaveBeenCalled();
  expect(await probeCommand({ path: 'readyz', port, timeout: 5000 })).toBe(1);
  expect(write).toHaveBeenLastCalledWith(`http://127.0.0.1:${port}/readyz answers 503\n`);
  expect(await probeCommand({ path: 'livez', port: 1, timeout: 5000 })).toBe(1);
  expect(write).toHaveBeenLastCalledWith(expect.stringMatching(/livez does not answer: .*ECONNREFUSED|bad port/));
});
