import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Way } from '../../../scripts/chaos/way.ts';
import { freePort } from '../../support/free-port.ts';

/** A way to a server that sends back what it gets. */
async function wayToEcho(): Promise<Way> {
  const server = createServer((socket) => void socket.pipe(socket).on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const way = await Way.open(await freePort(), (server.address() as AddressInfo).port);
  onTestFinished(async () => {
    await way.close();
    server.close();
  });
  return way;
}

async function connected(way: Way): Promise<Socket> {
  const socket = connect(way.port, '127.0.0.1').setEncoding('utf8');
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function echo(socket: Socket, text: string): Promise<unknown> {
  socket.write(text);
  const [answer] = (await once(socket, 'data')) as [string];
  return answer;
}

test('a way passes what is sent, both ways', async () => {
  const socket = await connected(await wayToEcho());
  expect(await echo(socket, 'one')).toBe('one');
  expect(await echo(socket, 'two')).toBe('two');
});

test('one that refuses ends its connections and takes no others until it is open again', async () => {
  const way = await wayToEcho();
  const before = await connected(way);
  await echo(before, 'one');
  await Promise.all([once(before, 'close'), way.cut('refuses')]);
  await expect(connected(way)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await way.mend();
  expect(await echo(await connected(way), 'two')).toBe('two');
});

test('one that is silent answers what was sent meanwhile once it is open again, on new connections too', async () => {
  const way = await wayToEcho();
  const before = await connected(way);
  await echo(before, 'one');
  await way.cut('silent');
  const during = await connected(way);
  const answers = [echo(before, 'two'), echo(during, 'three')];
  expect(await Promise.race([...answers, sleep(200, 'silence')])).toBe('silence');
  await way.mend();
  expect(await Promise.all(answers)).toEqual(['two', 'three']);
});

test('one that is reset has forgotten its connections', async () => {
  const way = await wayToEcho();
  const before = await connected(way);
  await echo(before, 'one');
  await way.cut('silent, then reset');
  await Promise.all([once(before, 'close'), way.mend()]);
  expect(await echo(await connected(way), 'two')).toBe('two');
});

test('it closes although a connection was made while it was silent and its server away', async () => {
  const way = await Way.open(await freePort(), await freePort());
  await way.cut('silent');
  const socket = (await connected(way)).resume();
  await once(socket, 'end');
  await way.mend();
  await way.close();
});
