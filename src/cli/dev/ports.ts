import getPort, { portNumbers } from 'get-port';

/** A port that was asked for by name is taken. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(what: string, port: number) {
    super(`port ${port} for ${what} is taken; name another one, or none to have a free one found`);
    this.port = port;
  }
}

/** The port asked for, which must be free; or else the usual one or the next free one after it. Loopback only. */
export async function choosePort(what: string, usual: number, asked: number | undefined): Promise<number> {
  if (asked === undefined)
    return getPort({ port: portNumbers(usual, Math.min(usual + 100, 65_535)), host: '127.0.0.1' });
  const port = await getPort({ port: asked, host: '127.0.0.1' });
  if (port !== asked) throw new PortTakenError(what, asked);
  return port;
}
