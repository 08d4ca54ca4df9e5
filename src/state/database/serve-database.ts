import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { endsUnit, MessageReader, startupCodes, transactionAfter, type WireMessage } from './wire-messages.ts';

export interface DatabaseServer {
  /** The one it listens on. */
  readonly port: number;
  stop(): Promise<void>;
}

/** What one connection sends up to the point at which it waits for an answer. */
interface Unit {
  readonly socket: Socket;
  readonly messages: readonly WireMessage[];
}

/**
 * Serves the embedded database to several connections on a loopback port.
 *
 * It has one session, which connections use in turn: a unit of messages up to Sync at a time, since a statement without a name is
 * lost to its connection once another one parses its own; and a transaction from its beginning to its end.
 *
 * @param port 0 for a free one
 */
export async function serveDatabase(database: PGlite, port: number): Promise<DatabaseServer> {
  const session = new SharedSession(database);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => {
      sockets.delete(socket);
      session.leave(socket);
    });
    // `close` reports a client that is gone.
    socket.on('error', () => undefined);
    listen(socket, session);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
      await session.idle();
    },
  };
}

function listen(socket: Socket, session: SharedSession): void {
  const reader = new MessageReader();
  let unit: WireMessage[] = [];
  socket.on('data', (data) => {
    try {
      for (const message of reader.read(data)) {
        if (message.type === 'X' || message.code === startupCodes.cancel) socket.end();
        else if (message.code === startupCodes.ssl || message.code === startupCodes.gss) socket.write('N');
        else unit.push(message);
        if (unit.length > 0 && endsUnit(message)) {
          session.add({ socket, messages: unit });
          unit = [];
        }
      }
    } catch {
      // Not the protocol: nothing that could be answered.
      socket.destroy();
    }
  });
}

/** The end of a connection, with which the database does nothing. */
const farewell = Uint8Array.of('X'.charCodeAt(0), 0, 0, 0, 4);

/** The one session of the embedded database, and those who wait for it. */
class SharedSession {
  readonly #database: PGlite;
  #waiting: Unit[] = [];
  /** Whose transaction is open. */
  #owner: Socket | undefined;
  #working: Promise<void> | undefined;

  constructor(database: PGlite) {
    this.#database = database;
  }

  add(unit: Unit): void {
    this.#waiting.push(unit);
    this.#work();
  }

  /** Forgets a connection; a transaction it leaves open is undone. */
  leave(socket: Socket): void {
    this.#waiting = this.#waiting.filter((unit) => unit.socket !== socket);
    this.#work();
  }

  async idle(): Promise<void> {
    while (this.#working) await this.#working;
  }

  #work(): void {
    this.#working ??= this.#drain().finally(() => {
      this.#working = undefined;
      // What came while the last unit ended.
      if (this.#mayGoOn()) this.#work();
    });
  }

  #mayGoOn(): boolean {
    return this.#owner?.destroyed === true || this.#waiting.some((unit) => this.#isTurnOf(unit));
  }

  #isTurnOf({ socket }: Unit): boolean {
    return this.#owner === undefined || this.#owner === socket;
  }

  async #drain(): Promise<void> {
    for (;;) {
      if (this.#owner?.destroyed) await this.#undo();
      const next = this.#waiting.findIndex((unit) => this.#isTurnOf(unit));
      const [unit] = next === -1 ? [] : this.#waiting.splice(next, 1);
      if (!unit) return;
      await this.#answer(unit);
    }
  }

  async #answer({ socket, messages }: Unit): Promise<void> {
    try {
      await this.#database.runExclusive(async () => {
        for (const { bytes } of messages) {
          const answer = await this.#ask(bytes);
          if (!socket.destroyed) socket.write(answer);
          const open = transactionAfter(answer);
          if (open !== undefined) this.#owner = open ? socket : undefined;
        }
      });
    } catch {
      // Errors of SQL are answers. This one is of the database itself: the client tries again on a new connection.
      socket.destroy();
    }
  }

  /** What the database answers to a message, byte by byte as it is; nothing of it is kept. */
  async #ask(message: Uint8Array): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    try {
      // `execProtocolRaw` besides reads the answer's rows, and keeps them all until somebody asks in another way.
      await this.#database.execProtocolRawStream(message, { onRawData: (piece) => void pieces.push(piece.slice()) });
    } finally {
      // The next message has an answer of its own.
      await this.#database.execProtocol(farewell, { syncToFs: false });
    }
    return Buffer.concat(pieces);
  }

  async #undo(): Promise<void> {
    this.#owner = undefined;
    await this.#database.exec('rollback').catch(() => undefined);
  }
}
