import { expect, test } from 'vitest';
import { decisionRefusal } from '../../../src/app/promotions/decision-refusal.ts';
import { refusedFactsIn, type RefusedFacts } from '../../../src/contracts/refused-facts.ts';
import { errorText } from '../../../src/cli/error-text.ts';

const about = { version: 'm1', environment: 'prod' };

test.each<[facts: RefusedFacts | undefined, code: string, text: string]>([
  [undefined, 'decision-refused', 'no'],
  [{ refusal: 'never-champion', ...about }, 'decision-refused', 'no'],
  [{ refusal: 'unknown-version' }, 'unknown-model-decided', 'no; "shelfcast models list" shows them'],
  [{ refusal: 'not-there', elsewhere: ['dev', 'live'] }, 'model-elsewhere-decided', 'no: --from dev'],
  [
    { refusal: 'retired', ...about },
    'retired-model-decided',
    'no; "shelfcast models unretire m1 --env prod" takes that back',
  ],
  [
    { refusal: 'is-retired', ...about },
    'retired-model-decided',
    'no; "shelfcast models unretire m1 --env prod" takes that back',
  ],
  [
    { refusal: 'waits-already', ...about },
    'waiting-model-decided',
    'no: "shelfcast approve m1 --env prod", or reject it',
  ],
  // What the worker of an earlier release refuses lacks facts.
  [{ refusal: 'waits-already', version: 'm1' }, 'decision-refused', 'no'],
  [{ refusal: 'retired', environment: 'prod', version: null }, 'decision-refused', 'no'],
])('%j is refused as %s', (facts, code, text) => {
  const cause = new Error('refused');
  const refused = decisionRefusal('no', facts, cause);
  expect([refused.code, refused.cause]).toEqual([code, cause]);
  expect(errorText(refused)).toEqual({ name: 'DecisionRefusedError', message: text });
});

test('a decision on a wait that was lost with its cluster names the segment that can be judged again', () => {
  const segment = { region: 'north', format: 'large', velocity: 'fast' } as const;
  const refused = decisionRefusal('no', { refusal: 'wait-lost', ...about }, undefined, segment);
  expect(errorText(refused)).toEqual({
    name: 'DecisionRefusedError',
    message: 'no; "shelfcast request --env prod --region north --retrain large/fast" has it judged again',
  });
});

test('facts are read from the details of a failure, where they are there', () => {
  expect(refusedFactsIn([{ refusal: 'retired', ...about, from: 'dev' }])).toEqual({ refusal: 'retired', ...about });
  expect(refusedFactsIn([{ region: 'north' }])).toBeUndefined();
  expect(refusedFactsIn([])).toBeUndefined();
  expect(refusedFactsIn(undefined)).toBeUndefined();
});
