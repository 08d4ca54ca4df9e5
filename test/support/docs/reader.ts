import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { temporalCliPath } from '../../../scripts/setup/locations.mjs';
import { readStack } from '../../../src/state/state-directory.ts';
import { jobsSideBySide, ShelfcastProcess } from '../shelfcast-process.ts';
import { makeSmallCheckout } from './small-checkout.ts';

export interface Typed {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** Standard output and standard error, as a terminal shows both. */
  readonly output: string;
}

/** Somebody who reads the documentation and types its commands in a checkout of their own, while the stack of its first one runs. */
export class Reader {
  /** The checkout. */
  readonly folder: string;
  readonly #stack: ShelfcastProcess;

  private constructor(folder: string, stack: ShelfcastProcess) {
    this.folder = folder;
    this.#stack = stack;
  }

  /** Makes a checkout in a folder, types `npm start` there, and waits until its cycles have ended. */
  static async start(folder: string): Promise<Reader> {
    await makeSmallCheckout(folder);
    // The set-up that comes before is that of the tests themselves.
    const stack = new ShelfcastProcess(['dev'], jobsSideBySide, folder);
    await stack.says(/The stack keeps running/);
    const record = readStack(join(folder, 'examples/orange-juice/.shelfcast'));
    if (!record) throw new Error(`the stack left no record: ${stack.output}`);
    await writeProgram(folder, 'shelfcast', `exec '${process.execPath}' '${folder}/bin/shelfcast.mjs' "$@"`);
    const server = `--address ${record.temporalAddress} --namespace dev`;
    await writeProgram(folder, 'temporal', `exec '${temporalCliPath()}' "$@" ${server}`);
    return new Reader(folder, stack);
  }

  /** Types a command, and waits for its end. */
  async types(command: string): Promise<Typed> {
    // The set-up that comes first with `npm start` would change what this checkout shares with the one under test.
    const line = command.replace(/\bnpm start\b( --)?/, 'shelfcast dev');
    const child = spawn('bash', ['-c', line], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...jobsSideBySide,
        PATH: `${join(this.folder, 'programs')}${delimiter}${process.env.PATH}`,
        NO_COLOR: '1',
      },
    });
    let [stdout, output] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { exitCode, stdout, output };
  }

  /** Ends the stack as Ctrl-C does. */
  async stop(): Promise<void> {
    this.#stack.child.kill('SIGINT');
    await this.#stack.ended;
  }
}

/** A program that the reader's shell finds by its name. */
async function writeProgram(folder: string, name: string, line: string): Promise<void> {
  const programs = join(folder, 'programs');
  await mkdir(programs, { recursive: true });
  const path = join(programs, name);
  await writeFile(path, `#!/bin/sh\n${line}\n`);
  await chmod(path, 0o755);
}
