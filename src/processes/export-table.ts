import { fork } from 'node:child_process';
import { PassThrough, type Readable } from 'node:stream';
import { ChildProcessError, JobError } from '../ports/job-errors.ts';
import { childEnvironment } from './child-environment.ts';
import { collectGarbage, giveMemoryBack } from './collect-garbage.ts';
import type { ExportReply, ExportRequest } from './export-messages.ts';
import { LastWords } from './last-words.ts';
import { givesMemoryBack } from './memory-environment.ts';
import { nodeOptions } from './node-options.ts';
import { ownProgram } from './own-program.ts';
import { createProcessSlots } from './process-slots.ts';
import { ScratchFolder } from './scratch-folder.ts';

const childProgram = ownProgram('./export-main.ts', import.meta.url);

/** An export holds little besides the engine. */
const heapMb = 64;
/**
 * Of the young objects, each half. Left alone it grows to 16 and more, three times over, as much as the heap may have in all: from then on every
 * buffer has V8 collect everything, some 50 times as often, and a million rows take minutes.
 */
const semiSpaceMb = 4;

/** Bytes of a file that pass through this process between two collections of what is young. */
const collectEveryBytes = 1 << 23;

/** Exports of one process; each is a process of its own, ended where nobody reads it any more. */
export interface TableExports {
  /**
   * The bytes of a file with the rows; the reader sets the pace.
   *
   * @throws JobError with what the export says is wrong, before any byte; ChildProcessError where it ended without a word
   */
  open(request: ExportRequest, signal: AbortSignal): Promise<Readable>;
}

/** @param most exports at a time; further ones wait */
export function createTableExports(most: number): TableExports {
  const slots = createProcessSlots(most);
  return {
    async open(request, signal) {
      const release = await slots.take(signal, () => undefined);
      try {
        return await start(request, signal, release);
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

function start(request: ExportRequest, signal: AbortSignal, release: () => void): Promise<Readable> {
  // The export takes memory of its own: what readers before have left makes room for it.
  giveMemoryBack();
  const scratch = new ScratchFolder();
  const environment = childEnvironment({ own: { ...scratch.environment, ...givesMemoryBack } });
  const child = fork(childProgram, [], {
    ...{ execArgv: [...nodeOptions(heapMb), `--max-semi-space-size=${semiSpaceMb}`, '--expose-gc'] },
    ...{ detached: true, env: environment },
    ...{ serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  });
  const lastWords = new LastWords(environment);
  child.stderr!.setEncoding('utf8').on('data', (text: string) => lastWords.add(text));
  // What ends without having been completed is an error for its reader, not a file.
  const bytes = new PassThrough();
  child.stdout!.pipe(bytes, { end: false });
  let passed = 0;
  child.stdout!.on('data', (piece: Buffer) => {
    passed += piece.length;
    if (passed < collectEveryBytes) return;
    passed = 0;
    collectGarbage('minor');
  });
  const end = (): void => {
    child.kill('SIGKILL');
    // What it has written and nobody reads would keep it from being seen to end.
    child.stdout!.destroy();
  };
  const callOff = (): void => void bytes.destroy(signal.reason as Error);
  signal.addEventListener('abort', callOff, { once: true });
  // Who reads it hears of an error too.
  bytes.once('close', end).on('error', () => undefined);
  let complete = false;
  let failure: Error | undefined;
  return new Promise((resolve, reject) => {
    child.on('message', (reply: ExportReply) => {
      if (reply.kind === 'begins') resolve(bytes);
      else if (reply.kind === 'done') complete = true;
      else failure = new JobError(reply);
    });
    child.once('error', reject);
    child.once('close', (exitCode, signalName) => {
      signal.removeEventListener('abort', callOff);
      scratch.remove();
      release();
      if (complete) {
        bytes.end();
        return;
      }
      const facts = { job: `export to ${request.as}`, exitCode, signalName, lastWords: lastWords.told() };
      const reason = signal.aborted ? (signal.reason as Error) : (failure ?? new ChildProcessError(facts));
      bytes.destroy(reason);
      reject(reason);
    });
    child.send(request, (error) => {
      if (error) end();
    });
  });
}
