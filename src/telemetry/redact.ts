import { secretName } from './secret-name.ts';

/** Values of variables with such names are files and switches as well; shorter ones are words that occur anywhere. */
const shortestSecret = 6;

/** Text that is a secret wherever it stands, each with what stays of it. */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  // User and password of an address.
  [/(\w:\/\/)[^\s/@"]+@/g, '$1…@'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 …'],
  // Fields of JSON. Names that only end in "key" are those of rows and labels.
  [
    /("[\w-]*(?:password|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|credential|authorization)[\w-]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
    '$1"…"',
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs, '…'],
  // Keys of the API, and of S3.
  [/\bshelfcast_(?=[a-z_-]*[A-Z0-9])[\w-]{43}(?![\w-])/g, 'shelfcast_…'],
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/g, '$1…'],
];

/**
 * Takes secrets out of a text that leaves the process: the values of variables with names of secrets, wherever they stand, and what looks
 * like one.
 */
export function createRedactor(variables: NodeJS.ProcessEnv = process.env): (text: string) => string {
  const values = Object.entries(variables)
    .filter(([name, value]) => secretName.test(name) && value !== undefined && value.length >= shortestSecret)
    .flatMap(([name, value = '']) => {
      // As it is, and as JSON writes it.
      const written = JSON.stringify(value).slice(1, -1);
      return [...new Set([value, written])].map((text) => [text, `<${name}>`] as const);
    })
    // The longest first: one may be part of another.
    .sort(([a], [b]) => b.length - a.length);
  return (text) => {
    let safe = text;
    for (const [value, name] of values) safe = safe.replaceAll(value, name);
    for (const [pattern, rest] of secretTexts) safe = safe.replaceAll(pattern, rest);
    return safe;
  };
}
