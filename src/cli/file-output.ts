import { open, type FileHandle } from 'node:fs/promises';
import type { TextOutput } from '../app/app.ts';

/** Characters that are written at once. */
const pieceLength = 1 << 16;

/** Has what `use` writes go into a file, which is made with the first piece. */
export async function withFileOutput<Result>(
  file: string,
  use: (output: TextOutput) => Promise<Result>,
): Promise<Result> {
  let handle: FileHandle | undefined;
  let waiting = '';
  const flush = async (): Promise<void> => {
    await handle?.writeFile(waiting);
    waiting = '';
  };
  const output: TextOutput = {
    async write(text) {
      handle ??= await open(file, 'w');
      waiting += text;
      if (waiting.length >= pieceLength) await flush();
    },
  };
  try {
    const result = await use(output);
    await flush();
    return result;
  } finally {
    await handle?.close();
  }
}
