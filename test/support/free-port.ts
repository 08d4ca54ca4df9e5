import getPort, { portNumbers } from 'get-port';

/**
 * A free port of loopback, below those that the system gives to outgoing connections: one of these can take a port
 * between the moment it was found free and the moment a server listens on it. Temporal's server also keeps ports in
 * columns of 16 bits with a sign. Servers that start at the same time begin to look at different ones.
 */
export function freePort(): Promise<number> {
  const from = 20_000 + Math.floor(Math.random() * 12_000);
  return getPort({ host: '127.0.0.1', port: portNumbers(from, 32_700) });
}
