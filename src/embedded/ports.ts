import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort, { portNumbers } from 'get-port';
import { claimant, writeClaim } from '../state/claim-file.ts';

/** A port that was asked for by name is taken. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(what: string, port: number) {
    super(`port ${port} for ${what} is in use; choose another one, or leave the option out to use a free one`);
    this.port = port;
  }
}

const host = '127.0.0.1';
/** Ports looked at from the usual one on. */
const portsTried = 100;

/**
 * The port asked for, which must be free; or else the usual one or the next after it that is free and that no other stack has
 * chosen: seconds pass until what it is for listens on it. Loopback only.
 */
export async function choosePort(what: string, usual: number, asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    const port = await getPort({ port: asked, host });
    if (port !== asked) throw new PortTakenError(what, asked);
    return port;
  }
  for (const port of portNumbers(usual, Math.min(usual + portsTried, 65_535))) {
    if ((await getPort({ port, host })) === port && reserve(port)) return port;
  }
  return getPort({ host });
}

const reservations = join(tmpdir(), 'shelfcast-ports');
const own = new Set<string>();

/** Puts this process's claim under the port's name; false where another process that still runs has done so. */
function reserve(port: number): boolean {
  const path = join(reservations, String(port));
  if (own.has(path)) return true;
  try {
    mkdirSync(reservations, { recursive: true });
    if (claimant(path) || !writeClaim(path)) return false;
  } catch {
    // The folder is another user's: the port is as good as any that is free.
    return true;
  }
  if (own.size === 0) process.once('exit', release);
  own.add(path);
  return true;
}

function release(): void {
  for (const path of own) rmSync(path, { force: true });
}
