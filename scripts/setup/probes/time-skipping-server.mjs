import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../errors.mjs';

const START_TIMEOUT_MS = 30_000;

/**
 * Starts the server and waits until it takes a connection.
 * @param {string} program
 */
export async function probeTimeSkippingServer(program) {
  const port = await freePort();
  const server = spawn(program, [String(port), '--enable-time-skipping'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const stop = () => server.kill('SIGKILL');
  process.once('exit', stop);
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-1_000)));
  /** @type {Error | undefined} */
  let failure;
  server.on('error', (error) => (failure = error));
  try {
    for (const start = performance.now(); performance.now() - start < START_TIMEOUT_MS; await sleep(100)) {
      if (failure !== undefined || server.exitCode !== null) break;
      if (await accepts(port)) return;
    }
    throw new SetupError(`${program} does not start${said === '' ? '' : `:\n${said.trim()}`}`, { cause: failure });
  } finally {
    process.off('exit', stop);
    if (server.pid !== undefined && server.exitCode === null) {
      stop();
      await once(server, 'exit');
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (/** @type {boolean} */ open) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
