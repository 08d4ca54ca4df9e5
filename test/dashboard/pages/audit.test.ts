import { expect, test } from 'vitest';
import { factsInWords } from '../../../src/dashboard/pages/audit/facts-in-words.ts';

test('a reason comes first, hashes are short, and what is deep is left to the record', () => {
  const facts = { version: '6199b97a71cc4aa9', gate: [{ check: 'mape' }], policy: 'manual', reason: 'better in May' };
  expect(factsInWords(facts)).toBe('“better in May” · version: 6199b97a · policy: manual');
  expect(factsInWords(null)).toBe('');
});
