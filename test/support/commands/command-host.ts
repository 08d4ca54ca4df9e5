import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Socket } from 'node:net';
import type { ProcessResult } from '../shelfcast-process.ts';
import type { HostReply, HostRequest } from './messages.ts';

const program = fileURLToPath(new URL('./host-main.ts', import.meta.url));

/** A process that has loaded the command line and runs one command after the other. It does not keep the test's process from ending. */
export class CommandHost {
  readonly #child: ChildProcess;
  readonly #streams: Readonly<Record<'stdout' | 'stderr', Socket>>;
  #text = { stdout: '', stderr: '' };

  constructor() {
    this.#child = fork(program, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#streams = { stdout: this.#child.stdout as Socket, stderr: this.#child.stderr as Socket };
    for (const name of ['stdout', 'stderr'] as const) {
      this.#streams[name].setEncoding('utf8').on('data', (text: string) => (this.#text[name] += text));
    }
    this.#keepWaiting(false);
  }

  /** Runs a command to its end. Throws where the process dies of it. */
  async run(args: readonly string[]): Promise<ProcessResult> {
    this.#keepWaiting(true);
    this.#text = { stdout: '', stderr: '' };
    const request: HostRequest = { args, end: `\n${randomUUID()}\n` };
    const answered = new AbortController();
    const { signal } = answered;
    const dies = once(this.#child, 'close', { signal }).then(([code, killedBy]: unknown[]): never => {
      throw new Error(`the process of shelfcast ${args.join(' ')} ended: ${String(code)} ${String(killedBy)}`, {
        cause: this.#text,
      });
    });
    const answers = Promise.all([
      once(this.#child, 'message', { signal }) as Promise<[HostReply]>,
      this.#until('stdout', request.end, signal),
      this.#until('stderr', request.end, signal),
    ]);
    this.#child.send(request);
    try {
      const [[{ exitCode }], stdout, stderr] = await Promise.race([answers, dies]);
      return { exitCode, stdout, stderr };
    } finally {
      // Whichever has lost the race stops listening, and says so.
      answered.abort();
      await Promise.allSettled([answers, dies]);
      this.#keepWaiting(false);
    }
  }

  end(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  /** What a stream said before the end of the command. */
  async #until(name: 'stdout' | 'stderr', end: string, signal: AbortSignal): Promise<string> {
    while (!this.#text[name].includes(end)) await once(this.#streams[name], 'data', { signal });
    return this.#text[name].slice(0, this.#text[name].indexOf(end));
  }

  #keepWaiting(keeps: boolean): void {
    for (const one of [this.#child, this.#child.channel, ...Object.values(this.#streams)]) {
      if (keeps) one?.ref();
      else one?.unref();
    }
  }
}
