import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createJobsView } from '../../src/cli/job-progress.ts';

test('what is no terminal gets a line for every job that has ended, and no progress', () => {
  let text = '';
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  const view = createJobsView(output);
  view.show('lasso', { step: 'window 1 of 2' });
  view.end('lasso', '2 fits');
  view.show('network', { step: 'window 1 of 2', epoch: 1, epochs: 10 });
  view.close();
  expect(text).toBe('lasso: 2 fits\n');
});

test('a terminal shows what runs now below the lines of what has ended', () => {
  let text = '';
  const terminal = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    }),
    { isTTY: true, columns: 80, rows: 24 },
  );
  const view = createJobsView(terminal);
  view.show('network', { step: 'window 1 of 2', epoch: 3, epochs: 10 });
  view.show('lasso', { step: 'window 1 of 2' });
  view.end('lasso', '2 fits');
  expect(text).toMatch(/network.*window 1 of 2, epoch 3 of 10/);
  expect(text.slice(text.indexOf('lasso: 2 fits\n'))).toMatch(/network/);
});
