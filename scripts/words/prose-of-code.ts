import type { Prose } from './prose.ts';

const space = /\s/;
/** After one of these, `/` starts a regular expression; after a value it divides. */
const beforeExpression = /(?:^|[=(,:[!&|?{};+*%~^<>-]|\b(?:return|typeof|case|in|of|do|else|await|yield|void))\s*$/;
const quotes = new Set(["'", '"']);

/**
 * Comments and literals of a TypeScript or JavaScript file. Literals without a space are left out: names, keys, paths and codes.
 * The code inside `${…}` is read as code, and a gap of one character takes its place.
 */
export function proseOfCode(source: string): readonly Prose[] {
  return new CodeReader(source).read();
}

class CodeReader {
  private at = 0;
  private line = 1;
  /** Code read since the last comment or literal: what decides between division and expression. */
  private code = '';
  private readonly found: Prose[] = [];

  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  read(): readonly Prose[] {
    while (this.at < this.source.length) this.readCode();
    return this.found;
  }

  /** Reads up to the `}` that closes `${`, or to the end of the file. */
  private readEmbedded(): void {
    for (let depth = 1; depth > 0 && this.at < this.source.length;) {
      const next = this.source[this.at];
      if (next === '{') depth++;
      if (next === '}') depth--;
      if (depth === 0) this.step(1);
      else this.readCode();
    }
  }

  private readCode(): void {
    const next = this.source[this.at] ?? '';
    const two = this.source.slice(this.at, this.at + 2);
    if (two === '//') this.readComment('\n', 0);
    else if (two === '/*') this.readComment('*/', 2);
    else if (quotes.has(next)) this.readQuoted(next);
    else if (next === '`') this.readTemplate();
    else if (next === '/' && beforeExpression.test(this.code.slice(-20))) this.readExpression();
    else {
      this.code += next;
      this.step(1);
    }
  }

  private readComment(end: string, length: number): void {
    const { line } = this;
    const found = this.source.indexOf(end, this.at + 2);
    const to = found < 0 ? this.source.length : found;
    this.found.push({ line, text: this.source.slice(this.at + 2, to) });
    this.step(to + length - this.at);
  }

  private readQuoted(quote: string): void {
    const { line } = this;
    this.step(1);
    const text = this.readUntil((next) => next === quote || next === '\n');
    this.step(1);
    this.keep({ line, text });
  }

  private readTemplate(): void {
    const { line } = this;
    let text = '';
    this.step(1);
    for (;;) {
      text += this.readUntil((next) => next === '`' || (next === '$' && this.source[this.at + 1] === '{'));
      if (this.source[this.at] !== '$') break;
      this.step(2);
      this.readEmbedded();
      text += '…';
    }
    this.step(1);
    this.keep({ line, text });
  }

  private readExpression(): void {
    let isClass = false;
    this.step(1);
    this.readUntil((next) => {
      if (next === '[') isClass = true;
      if (next === ']') isClass = false;
      return next === '\n' || (next === '/' && !isClass);
    });
    this.step(1);
    this.code = 'value';
  }

  private readUntil(isEnd: (next: string) => boolean): string {
    const from = this.at;
    while (this.at < this.source.length && !isEnd(this.source[this.at] ?? ''))
      this.step(this.source[this.at] === '\\' ? 2 : 1);
    return this.source.slice(from, this.at);
  }

  private keep(prose: Prose): void {
    this.code = 'value';
    if (space.test(prose.text.trim())) this.found.push(prose);
  }

  private step(count: number): void {
    for (const end = this.at + count; this.at < end; this.at++) if (this.source[this.at] === '\n') this.line++;
  }
}
