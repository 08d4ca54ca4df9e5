import { on } from 'node:events';
import { failWith } from '../../../src/cli/fail-with.ts';
import { program } from '../../../src/cli/program.ts';
import type { HostReply, HostRequest } from './messages.ts';

/** Process that runs commands one after the other, as `src/cli/main.ts` runs one. It ends with the process that started it. */

/** Thrown where a command ends its process: the help, and arguments that are wrong. */
class Ended extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`the command ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.exit = (exitCode): never => {
  throw new Ended(Number(exitCode ?? process.exitCode ?? 0));
};

const written = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => stream.write(text, () => resolve()));

for await (const [{ args, end }] of on(process, 'message') as AsyncIterable<[HostRequest]>) {
  process.exitCode = 0;
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof Ended) process.exitCode = error.exitCode;
    else failWith(error);
  }
  const reply: HostReply = { exitCode: process.exitCode };
  // What the command has printed comes before it on each stream.
  await Promise.all([written(process.stdout, end), written(process.stderr, end)]);
  process.send?.(reply);
}
