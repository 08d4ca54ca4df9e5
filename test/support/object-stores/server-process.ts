import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const locationsFile = fileURLToPath(new URL('../../../node_modules/.shelfcast/locations.json', import.meta.url));

/** Where set-up put a server that only tests need; `undefined` where it is not available. */
export function serverProgram(
  name: 's3Server' | 'azureServer' | 'gcsServer' | 'postgres' | 'temporalServer' | 'chromium',
): string | undefined {
  if (!existsSync(locationsFile)) return undefined;
  const path = (JSON.parse(readFileSync(locationsFile, 'utf8')) as Record<string, string | undefined>)[name];
  return path !== undefined && existsSync(path) ? path : undefined;
}

export interface ServerProcess {
  readonly stop: () => Promise<void>;
  /** Ends it at once, as a machine that loses power does. */
  readonly kill: () => Promise<void>;
}

/** Starts a server on loopback and waits until its port takes connections. One that ends before says what it said. */
export async function startServer(
  program: string,
  args: readonly string[],
  { port, env = {} }: { port: number; env?: NodeJS.ProcessEnv },
): Promise<ServerProcess> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  }
  const deadline = Date.now() + 120_000;
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${program} did not start: ${said}`);
    }
    await sleep(50);
  }
  return { stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(giveUp);
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (taken: boolean): void => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
