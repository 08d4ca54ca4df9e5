import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HostNetwork, whyNoHosts } from '../../scripts/drills/hosts/host-network.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const missing = await whyNoHosts();

/** A server that greets each connection. */
const greeter = `require('node:net').createServer((socket) => socket.end(require('node:os').hostname()))
  .listen(4000, process.argv[1])`;

// Only root may make hosts: only the drills need it.
test.skipIf(missing !== undefined)(
  'hosts reach each other, are cut off and come back, and lose power with everything on them',
  async () => {
    const network = await HostNetwork.open(['left', 'right']);
    try {
      const logFile = join(await temporaryDirectory(), 'log');
      const left = network.addressOf('left');
      const child = network.start('left', [process.execPath, '-e', greeter, left], { logFile });
      await expect.poll(() => greeting(left)).toBe('left');
      expect(network.isOn('left', child.pid ?? 0)).toBe(true);
      expect(network.isOn('right', child.pid ?? 0)).toBe(false);

      await network.cutOff('left');
      expect(await greeting(left)).toBe('no answer');
      await network.reconnect('left');
      await expect.poll(() => greeting(left)).toBe('left');

      const ended = once(child, 'exit');
      await network.kill('left');
      expect(await ended).toEqual([null, 'SIGKILL']);
      expect(() => network.addressOf('middle' as 'left')).toThrow('there is no host middle');
    } finally {
      await network.close();
    }
  },
);

/** What a host says, or why it says nothing. */
async function greeting(address: string): Promise<string> {
  const socket = createConnection({ host: address, port: 4000, timeout: 500 });
  socket.once('timeout', () => socket.destroy(new Error('no answer')));
  try {
    const [data] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
    return data;
  } catch (error) {
    return error instanceof Error && error.message === 'no answer' ? 'no answer' : 'refused';
  } finally {
    socket.destroy();
  }
}
