/**
 * The text of a configuration without the property `gate` of its `defineProject({ … })`, where that is written as a value in place. The
 * gate decides which models serve; it makes no model and no dataset, so a change of it must not throw any away.
 *
 * Looks at brackets, strings, templates, comments and regular expressions alone. A text that it cannot follow stays as it is: then any
 * change counts.
 */
export function withoutGate(text: string): string {
  const call = /\bdefineProject\s*\(\s*\{/.exec(text);
  if (!call) return text;
  const start = call.index + call[0].length;
  let depth = 1;
  let atProperty = true;
  let found: number | undefined;
  for (let at = start; at < text.length;) {
    const end = endOfToken(text, at);
    const token = text.slice(at, end);
    const closes = depth === 1 && (token === ',' || token === '}');
    if (closes && found !== undefined) return text.slice(0, found) + text.slice(token === ',' ? end : at);
    if (isSpaceOrComment(token)) {
      at = end;
      continue;
    }
    if (depth === 1 && atProperty && token === 'gate' && /^\s*:/.test(text.slice(end))) found = at;
    atProperty = depth === 1 && token === ',';
    if ('([{'.includes(token)) depth += 1;
    if (')]}'.includes(token)) depth -= 1;
    if (depth === 0) return text;
    at = end;
  }
  return text;
}

/** A comment, a string, a template, a regular expression, a word, or a single character. */
const tokens = [
  /\/\/[^\n]*/y,
  /\/\*[^]*?\*\//y,
  /'(?:[^'\\\n]|\\[^])*'/y,
  /"(?:[^"\\\n]|\\[^])*"/y,
  /`(?:[^`\\]|\\[^])*`/y,
  /[\w$]+/y,
  /\s+/y,
];
const regularExpression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

function endOfToken(text: string, at: number): number {
  for (const pattern of tokens) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  // A slash divides where a value stands before it.
  if (text[at] === '/' && !/[\w$)\]}]\s*$/.test(text.slice(Math.max(0, at - 100), at))) {
    regularExpression.lastIndex = at;
    if (regularExpression.test(text)) return regularExpression.lastIndex;
  }
  return at + 1;
}

function isSpaceOrComment(token: string): boolean {
  return /^\s|^\/[/*]/.test(token);
}
