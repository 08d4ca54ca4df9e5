import type { Page } from './pages.ts';

/** Fenced code of a page. */
export interface CodeBlock {
  readonly page: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  /** What follows the fence; empty where nothing does. */
  readonly language: string;
  readonly lines: readonly string[];
}

/** Every fenced block of a page, in order. */
export function codeBlocks({ path, text }: Page): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { line: number; language: string; indent: string; lines: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, indent = '', language = ''] = /^(\s*)```(\S*)\s*$/.exec(line) ?? [undefined];
    const isFence = /^\s*```/.test(line);
    if (!isFence) open?.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    else if (open === undefined) open = { line: index + 1, language, indent, lines: [] };
    else {
      blocks.push({ page: path, line: open.line, language: open.language, lines: open.lines });
      open = undefined;
    }
  }
  if (open) throw new Error(`${path}:${open.line}: the block is not closed`);
  return blocks;
}

/** Code within the sentences of a page, with the line it is on. */
export function inlineCode({ text }: Page): readonly { readonly line: number; readonly code: string }[] {
  let isBlock = false;
  return text.split('\n').flatMap((content, index) => {
    if (/^\s*```/.test(content)) {
      isBlock = !isBlock;
      return [];
    }
    if (isBlock) return [];
    return [...content.matchAll(/(`+)(.+?)\1/g)].map(([, , code = '']) => ({ line: index + 1, code: code.trim() }));
  });
}
