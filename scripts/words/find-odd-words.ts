import type { Prose } from './prose.ts';
import { allowedPhrases, oddWords } from './words.ts';

/** An odd word in a text. */
export interface Finding {
  readonly line: number;
  readonly found: string;
  readonly better: string;
}

/** Between the words of a phrase: spaces, or the end of a line with what begins the next one in a comment or a quotation. */
const gap = String.raw`\s+(?:(?:\*|//|>)\s+)?`;
const someWords = `[\\w'’-]+(?:${gap}[\\w'’-]+){0,3}`;
const patternOf = (phrase: string): string =>
  phrase
    .split(' ')
    .map((word) => (word === '…' ? someWords : word))
    .join(gap);

/** A group for each entry of the list. */
const anyOddWord = new RegExp(
  `(?<![\\w-])(?:${oddWords.map(({ odd }) => `(${odd.map(patternOf).join('|')})`).join('|')})(?![\\w-])`,
  'gi',
);
const notProse = new RegExp(['`[^`\\n]*`', '\\]\\([^)\\n]*\\)', ...allowedPhrases].join('|'), 'g');

/** The odd words of a text, in their order. Code spans, the targets of links and allowed phrases are left out. */
export function findOddWords({ line, text }: Prose): readonly Finding[] {
  const prose = text.replace(notProse, (span) => '`'.repeat(span.length));
  return [...prose.matchAll(anyOddWord)].map(({ 0: found, index, ...groups }) => {
    const entry = oddWords.findIndex((_, at) => groups[at + 1] !== undefined);
    return {
      line: line + linesIn(prose.slice(0, index)),
      found: found.replace(/\s+(?:(?:\*|\/\/|>)\s+)?/g, ' '),
      better: oddWords[entry]!.better,
    };
  });
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
