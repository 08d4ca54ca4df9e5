import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** How a server is away: it refuses connections, it does not answer until it is back, or it has forgotten every connection by then. */
export const manners = ['refuses', 'silent', 'silent, then reset'] as const;
export type Manner = (typeof manners)[number];

/** A way to a server on loopback that can be cut. */
export class Way {
  readonly port: number;
  readonly #target: number;
  #server: Server | undefined;
  /** Both ends of every connection, until each of them has closed. */
  readonly #ends = new Set<Socket>();
  #manner: Manner | undefined;

  private constructor(port: number, target: number) {
    this.port = port;
    this.#target = target;
  }

  /** Opens a way on a port to another one. */
  static async open(port: number, target: number): Promise<Way> {
    const way = new Way(port, target);
    await way.#listen();
    return way;
  }

  /** From now on the server cannot be reached. */
  async cut(manner: Manner): Promise<void> {
    this.#manner = manner;
    if (manner === 'refuses') await this.close();
    for (const end of this.#ends) end.pause();
  }

  /** The server can be reached again. */
  async mend(): Promise<void> {
    const manner = this.#manner;
    this.#manner = undefined;
    if (manner === 'refuses') await this.#listen();
    if (manner === 'silent, then reset') this.#reset();
    for (const end of this.#ends) end.resume();
  }

  async close(): Promise<void> {
    this.#reset();
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.close();
    await once(server, 'close');
  }

  async #listen(): Promise<void> {
    const server = createServer((incoming) => this.#pass(incoming)).listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
  }

  #reset(): void {
    for (const end of this.#ends) end.destroy();
  }

  #pass(incoming: Socket): void {
    const onward = connect(this.#target, '127.0.0.1');
    const pair = [incoming, onward] as const;
    for (const [from, to] of [pair, [onward, incoming]] as const) {
      this.#ends.add(from);
      from.setNoDelay(true);
      from
        .on('data', (bytes) => void to.write(bytes))
        .on('end', () => to.end())
        .on('error', () => undefined)
        .on('close', () => {
          // What it sent last may still be on its way to the other end.
          to.end();
          this.#ends.delete(from);
        });
      // A listener for data starts the flow.
      if (this.#manner !== undefined) from.pause();
    }
  }
}
