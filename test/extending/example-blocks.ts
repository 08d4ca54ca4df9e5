import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A piece of code that the guide shows, and where it belongs. */
export interface ExampleBlock {
  /** Relative to the checkout. */
  readonly file: string;
  /** The table or type that it is an entry of; `undefined` for a whole file, and for the end of one. */
  readonly into: string | undefined;
  readonly isEnd: boolean;
  readonly text: string;
}

const block = /```ts\n\/\/ (src\/\S+?)(?:, in `(\w+)`|(, at its end))?\n([^]*?)```/g;

/** The blocks of a section of the guide. */
export function blocksOf(guide: string, section: string): readonly ExampleBlock[] {
  const text = guide.split(/^## /m).find((one) => one.startsWith(`${section}\n`)) ?? '';
  return [...text.matchAll(block)].map(([, file = '', into, end, code = '']) => {
    return { file, into, isEnd: end !== undefined, text: code };
  });
}

/** Puts a block where it belongs, in a copy of the checkout. */
export async function putBlock(checkout: string, { file, into, isEnd, text }: ExampleBlock): Promise<void> {
  const path = join(checkout, file);
  if (into === undefined && !isEnd) {
    await mkdir(dirname(path), { recursive: true });
    return writeFile(path, text, { flag: 'wx' });
  }
  if (into === undefined) return appendFile(path, `\n${text}`);
  const before = await readFile(path, 'utf8');
  const [, imports = '', entry = ''] = /^((?:import .*\n)*)\n?([^]*)$/.exec(text) ?? [];
  // The first line that closes a bracket is the end of the declaration.
  const declaration = new RegExp(`^((?:export )?(?:const|interface) ${into}\\b[^]*?\\n)(?=\\})`, 'm');
  if (!declaration.test(before)) throw new Error(`${file} has no ${into}, which the guide adds an entry to`);
  await writeFile(path, imports + before.replace(declaration, (start) => start + entry));
}
