import type { CodeBlock } from './code-blocks.ts';

/** A command of a block, as a reader types it. */
export interface DocumentedCommand {
  readonly page: string;
  /** From 1. */
  readonly line: number;
  /** Without its comment; over several lines where it is continued. */
  readonly text: string;
  /** What the page says that it prints; empty where the page does not say. */
  readonly output: readonly string[];
}

/** Languages of blocks that hold commands: plain ones, or a session with `$` before each command and its output below. */
const plain = ['sh', 'bash'];
const session = 'console';

export function holdsCommands({ language }: CodeBlock): boolean {
  return language === session || plain.includes(language);
}

/** Whether a block that is not marked as commands begins with one, so that its mark is missing. */
export function looksLikeCommands({ language, lines }: CodeBlock): boolean {
  return language === '' && lines.some((line) => /^(\$ |(npm|npx|shelfcast|temporal|node|cp|export|curl) )/.test(line));
}

/** The commands of a block, in order. */
export function commandsOf(block: CodeBlock): readonly DocumentedCommand[] {
  const commands: { line: number; text: string; output: string[] }[] = [];
  let continues = false;
  for (const [index, content] of block.lines.entries()) {
    const last = commands.at(-1);
    const typed = block.language === session ? /^\$ (.*)$/.exec(content)?.[1] : content;
    if (continues && last) last.text += `\n${content}`;
    else if (typed === undefined) last?.output.push(content);
    else if (withoutComment(typed) !== '') commands.push({ line: block.line + 1 + index, text: typed, output: [] });
    continues = (continues || typed !== undefined) && content.endsWith('\\');
  }
  return commands.map(({ text, ...rest }) => ({ ...rest, page: block.page, text: withoutComment(text) }));
}

/** Whether a command is this one of a page. */
export function isOf(
  one: { readonly page: string; readonly command: string },
  { page, text }: DocumentedCommand,
): boolean {
  return one.page === page && one.command === text;
}

/** The words of a command as a shell splits them: quotes hold words together, a backslash at the end of a line continues it. */
export function shellWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const [, double, single, bare] of text.replaceAll('\\\n', ' ').matchAll(word)) {
    words.push(double ?? single ?? bare ?? '');
  }
  return words;
}

const word = /"([^"]*)"|'([^']*)'|(\S+)/g;

function withoutComment(text: string): string {
  return text.replace(/(^|\s)#(?=[^"]*$)[^\n]*$/, '').trim();
}
