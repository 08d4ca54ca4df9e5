import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { choosePort, PortTakenError } from '../../src/embedded/ports.ts';

/** A port that something listens on until the current test ends. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('the port that was asked for, where it is free', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  expect(await choosePort('Temporal', 1, port)).toBe(port);
});

test('a port that was asked for and is taken is refused by its number', async () => {
  const port = await takenPort();
  const chosen = choosePort('Temporal', 7233, port);
  await expect(chosen).rejects.toBeInstanceOf(PortTakenError);
  await expect(chosen).rejects.toThrow(
    `port ${port} for Temporal is in use; choose another one, or leave the option out to use a free one`,
  );
});

test('where none was asked for, a taken one is passed over', async () => {
  const usual = await takenPort();
  const chosen = await choosePort('Temporal', usual, undefined);
  expect(chosen).not.toBe(usual);
});

test('stacks that start at the same time choose different ports', async () => {
  const usual = await takenPort();
  const module = new URL('../../src/embedded/ports.ts', import.meta.url).href;
  // Each holds its choice for a while without listening on it, as a stack does while its server starts.
  const program = `
    const { choosePort } = await import(${JSON.stringify(module)});
    console.log(await choosePort('Temporal', ${usual}, undefined));
    setTimeout(() => {}, 2000);`;
  const choices = await Promise.all(
    Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])),
  );
  expect(new Set(choices.map(({ stdout }) => stdout.trim())).size).toBe(4);
});
