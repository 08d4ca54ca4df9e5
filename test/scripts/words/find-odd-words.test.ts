import { expect, test } from 'vitest';
import { findOddWords } from '../../../scripts/words/find-odd-words.ts';
import { proseOfCode } from '../../../scripts/words/prose-of-code.ts';
import { oddWords } from '../../../scripts/words/words.ts';

const inText = (text: string) => findOddWords({ line: 1, text }).map(({ line, found }) => `${line}: ${found}`);
const inCode = (source: string) =>
  proseOfCode(source)
    .flatMap(findOddWords)
    .map(({ line, found }) => `${line}: ${found}`);

test('a planted word is found, with its line and a better word', () => {
  const text = 'The first line.\nThe model is fitted anew.';
  expect(findOddWords({ line: 1, text })).toEqual([{ line: 2, found: 'anew', better: 'again' }]);
});

test('capitals and inflections count, parts of other words do not', () => {
  expect(inText('Told twice; it went on. Untold, tell, a mendable renewal, tidying.')).toEqual([
    '1: Told',
    '1: went on',
  ]);
});

test('a phrase is found with other words in it, and across lines', () => {
  expect(inText('It holds the new model against the gate.')).toEqual(['1: holds the new model against']);
  expect(inText('It holds. The gate is against it.')).toEqual([]);
  expect(inCode('/**\n * It goes\n * on.\n */')).toEqual(['2: goes on']);
});

test('code spans and the targets of links are left out', () => {
  expect(inText('Set `told anew` as [here](docs/told anew.md) says; `so` anew `too`.')).toEqual(['1: anew']);
});

test('a phrase that is allowed is left out', () => {
  expect(inText('There is no go on the PATH, and no go on anything else.')).toEqual(['1: go on']);
});

test('code is searched in comments, texts and templates, not in its names, keys and expressions', () => {
  expect(
    inCode(`
      const told = { 'anew': beside.told, mend: 'whoever' }; // told
      const pattern = /told 'anew ["\`]/.test(told) ? told / 2 : 'fit it anew';
      say(\`\${told.map((told) => \`\${told} beside\`)} and told \${{ told }}\`, "it's anew");
    `),
  ).toEqual(['2: told', '3: anew', '4: beside', '4: told', '4: anew']);
});

test('the list has no entry twice, and each finds itself', () => {
  const all = oddWords.flatMap(({ odd }) => odd);
  expect(new Set(all).size).toBe(all.length);
  expect(oddWords.length).toBeGreaterThanOrEqual(30);
  for (const phrase of all) expect(inText(phrase.replace('…', 'it'))).toHaveLength(1);
});
