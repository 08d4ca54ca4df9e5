import { expect, test } from 'vitest';
import { checkoutTexts } from '../../../scripts/checks/checkout-texts.ts';
import { codeParts, type CodePart } from '../../../scripts/checks/code-parts.ts';

const parts: readonly CodePart[] = Object.values(codeParts);
const files = [...checkoutTexts().keys()];

test('every file is linted in one part', () => {
  expect(files.length).toBeGreaterThan(1000);
  expect(files.filter((path) => parts.filter((part) => part.lint(path)).length !== 1)).toEqual([]);
});

test('the types of every file are checked in a part that starts from it', () => {
  const isChecked = (path: string): boolean => parts.some((part) => part.startsFrom(path) && part.types(path));
  expect(files.filter((path) => !isChecked(path))).toEqual([]);
});
