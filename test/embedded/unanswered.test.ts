import { expect, test } from 'vitest';
import { unanswered } from '../../src/embedded/unanswered.ts';

const noAnswer = new Error('14 UNAVAILABLE');

test('gives up after three questions in a row without an answer; an answer starts the count again', async () => {
  const answers = [false, false, true, false, false, false];
  let asked = 0;
  await unanswered(() => (answers[asked++] ? Promise.resolve() : Promise.reject(noAnswer)), {
    everyMs: 0,
    questions: 3,
  });
  expect(asked).toBe(6);
});
