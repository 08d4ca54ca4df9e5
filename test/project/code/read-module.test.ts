import { describe, expect, test } from 'vitest';
import { readModule } from '../../../src/project/code/read-module.ts';

const text = `
import { addWeeks, type Week } from './week.ts';
/** The week after. */
export function next(week: Week): Week {
  return addWeeks(week, 1);
}
`;
const digestOf = async (module: string) => (await readModule(module)).digest;

describe('the digest', () => {
  test.each([
    ['a comment', text.replace('The week after', 'A week later')],
    ['layout', text.replace('return addWeeks(week, 1);', 'return addWeeks(\n    week, // this one\n    1,\n  );')],
    ['a type', text.replace('(week: Week): Week', '(week: string): Week')],
    ['a type of its own', `${text}export interface Span { readonly from: Week }\n`],
    ['an import of types', text.replace('import', "import type { Day } from './day.ts';\nimport")],
  ])('does not change with %s', async (_, changed) => {
    expect(changed).not.toBe(text);
    expect(await digestOf(changed)).toBe(await digestOf(text));
  });

  test.each([
    ['a number', text.replace('1)', '2)')],
    ['a text', `${text}export const name = 'a  b';`],
    ['a comment within a text', `${text}export const name = 'a // b';`],
    ['a name', text.replaceAll('week)', 'day)').replace('(week:', '(day:')],
    ['where something comes from', text.replace('./week.ts', './weeks.ts')],
  ])('changes with %s', async (_, changed) => {
    expect(await digestOf(changed)).not.toBe(await digestOf(text));
  });

  test('keeps the spaces of texts and templates apart', async () => {
    const [one, two] = ['export const line = `a\n  // b`;', 'export const line = `a\n // b`;'];
    expect(await digestOf(one)).not.toBe(await digestOf(two));
  });
});

test('imports are those that Node makes, at once or later', async () => {
  const { imports } = await readModule(`
    import type { A } from './a.ts';
    import { type B } from './b.ts';
    import { type C, c as d, e } from './c.ts';
    import f, { g } from './f.ts';
    import * as h from "pkg/h";
    import './i.ts';
    export { j } from './j.ts';
    export type { K } from './k.ts';
    export const later = (): Promise<unknown> => import('./l.ts');
    export type M = import('./m.ts').M;
    // import { n } from './n.ts';
    d(e, f, g, h);
  `);
  expect(imports.toSorted((a, b) => (a.from < b.from ? -1 : 1))).toEqual([
    { from: './b.ts' },
    { from: './c.ts', names: ['c', 'e'] },
    { from: './f.ts' },
    { from: './i.ts' },
    { from: './j.ts' },
    { from: './l.ts' },
    { from: 'pkg/h' },
  ]);
});

test('a module that only passes on what others export says what', async () => {
  const passing = `
    export { a, b as c } from './a.ts';
    export type { D } from './d.ts';
    export * from './e.ts';
  `;
  expect((await readModule(passing)).passesOn).toEqual([
    { name: 'a', from: './a.ts', original: 'a' },
    { name: 'c', from: './a.ts', original: 'b' },
    { name: '*', from: './e.ts', original: '*' },
  ]);
  expect((await readModule(`${passing}export const own = 1;`)).passesOn).toBeUndefined();
});
