import { expect, test } from 'vitest';
import { factsInWords } from '../../../src/dashboard/pages/audit/facts-in-words.ts';

test('a reason comes first, hashes are short, and what is deep is left to the record', () => {
  const facts = { version: '6199b97a71cc4aa9', gate: [{ check: 'mape' }], policy: 'manual', reason: 'better in May' };
  expect(factsInWords(facts)).toBe('“better in May” · version: 6199b97a · policy: manual');
  expect(factsInWords(null)).toBe('');
});

test('promotions are named by the version that they are about', () => {
  const facts = { reason: 'promotion/dev/north/large/fast/1e7566200781a105 takes its place', promotion: 'promotion/x' };
  expect(factsInWords(facts)).toBe('“1e756620 takes its place”');
});
