import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { program } from '../../../src/cli/program.ts';
import type { RunReport } from '../../../src/cli/dev/run-report.ts';
import { reportOf } from '../shelfcast-process.ts';
import { commandNames, commandOf } from './covered-commands.ts';
import { startProductionStack, type Environment, type ProductionStack } from './production-stack.ts';

/** Commands run against an installation as in production, and which of them were. */
export class Installation {
  /** All that there are. */
  readonly names = commandNames(program);
  /** Those that did on the installation what they are for. */
  readonly done = new Set<string>();
  #opened: { readonly stack: ProductionStack; readonly folder: string } | undefined;

  get stack(): ProductionStack {
    return this.#open.stack;
  }

  /** For files that commands write. */
  get folder(): string {
    return this.#open.folder;
  }

  get #open() {
    if (!this.#opened) throw new Error('the installation has not been started');
    return this.#opened;
  }

  async start(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'shelfcast-produced-'));
    try {
      this.#opened = { stack: await startProductionStack(), folder };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    await opened?.stack.stop();
    if (opened) await rm(opened.folder, { recursive: true, force: true });
  }

  /** Notes that a command did what it is for. */
  note(args: readonly string[]): void {
    this.done.add(commandOf(args, this.names));
  }

  /** Runs a command that has to succeed; its standard output. */
  async run(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.stack.run(args);
    const said = exitCode === 0 ? '' : stdout + stderr;
    expect({ command: args.join(' '), exitCode, said }).toEqual({ command: args.join(' '), exitCode: 0, said: '' });
    this.note(args);
    return stdout;
  }

  /** Runs a command that has to succeed; what `--json` prints. */
  async json<Answer>(...args: readonly string[]): Promise<Answer> {
    return JSON.parse(await this.run(...args, '--json')) as Answer;
  }

  /** Requests a cycle of region north, and waits for its end. */
  async cycle(environment: Environment): Promise<RunReport['cycles'][number]> {
    const stdout = await this.run('request', '--env', environment, '--region', 'north', '--wait', '--json');
    const [cycle] = reportOf({ stdout, stderr: '', exitCode: 0 }).cycles;
    if (!cycle) throw new Error(`the report has no cycle: ${stdout}`);
    return cycle;
  }
}
