import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/shelfcast.mjs', import.meta.url));

/** A command of Shelfcast that ended with another exit code than 0. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
  readonly exitCode: number;

  constructor(args: readonly string[], exitCode: number) {
    super(`shelfcast ${args.join(' ')} ended with exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** A command of Shelfcast as a user types it; what it shows goes to this terminal, the JSON it prints last comes back. */
export class ShownCommand {
  readonly #child: ChildProcess;
  readonly #args: readonly string[];
  readonly #ended: Promise<number>;
  /** The first line on standard output, which is the report's alone under `--json`. */
  readonly report: Promise<unknown>;

  constructor(...args: readonly string[]) {
    this.#args = args;
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 130)));
    this.report = new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
      void this.#ended.then((code) => reject(new CommandFailedError(args, code)));
    });
    // Where nobody asks for the report its lack is no failure.
    this.report.catch(() => undefined);
  }

  /** Waits for its end. Throws `CommandFailedError`. */
  async end(): Promise<void> {
    const code = await this.#ended;
    if (code !== 0) throw new CommandFailedError(this.#args, code);
  }

  /** Asks it to stop in order, as Ctrl-C does, and waits until it has. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGINT');
    await this.#ended;
  }
}

/** Runs a command to its end and gives its report. */
export async function reportOf<Report>(...args: readonly string[]): Promise<Report> {
  const command = new ShownCommand(...args);
  const report = (await command.report) as Report;
  await command.end();
  return report;
}
