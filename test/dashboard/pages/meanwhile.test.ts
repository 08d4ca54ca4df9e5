import { expect, test } from 'vitest';
import { Problem } from '../../../src/dashboard/api/problem.ts';
import type { Waiting } from '../../../src/dashboard/pages/decisions/comparison.ts';
import { meanwhile } from '../../../src/dashboard/pages/decisions/meanwhile.ts';

const shown = { run: 'r1', champion: 'aaaa11112222', challenger: { gatePassed: true } } as Waiting;
const present = {
  ...{ environment: 'dev', promotion: 'p', run: 'r1', segment: 'north/large/fast', version: 'bbbb' },
  ...{ cutoff: '2026-01-05', gatePassed: true, champion: 'aaaa11112222' },
};
const gone = (decision: string) =>
  new Problem({
    ...{ status: 404, code: 'unknown-challenger', detail: 'no challenger "bbbb" waits' },
    facts: { ended: { version: 'bbbb', decision, by: 'bob', at: '2026-01-06T10:00:00Z', reason: 'better' } },
  });

test('what is as the page shows it needs no word', () => {
  expect(meanwhile(shown, present)).toBeUndefined();
  const { champion: _champion, ...first } = shown;
  expect(meanwhile(first, { ...present, champion: null })).toBeUndefined();
});

test('another champion is named, and a person may decide all the same', () => {
  expect(meanwhile(shown, { ...present, champion: 'cccc33334444' })).toEqual({
    title: 'The champion is another one now',
    text: 'cccc3333 is champion now. The figures on this page compare the challenger with aaaa1111.',
    mayDecide: true,
  });
});

test.each([{ run: 'r2' }, { gatePassed: false }])('judged again, with %j: it is to be looked at first', (changed) => {
  expect(meanwhile(shown, { ...present, ...changed })?.mayDecide).toBe(false);
});

test('who decided meanwhile is named, with the reason', () => {
  expect(meanwhile(shown, gone('rejected'))).toEqual({
    title: 'bob rejected this model meanwhile',
    text: 'The reason: Better. Nothing is left to decide.',
    mayDecide: false,
  });
  expect(meanwhile(shown, gone('expired'))?.title).toBe('The time to decide has run out');
});

test('where the server does not answer, nothing can be decided', () => {
  expect(meanwhile(shown, new Problem({ detail: 'no registry' }))).toMatchObject({
    text: 'No registry.',
    mayDecide: false,
  });
});
