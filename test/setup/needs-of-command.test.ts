import { expect, test } from 'vitest';
import { purposeOfCommand } from '../../scripts/setup/needs-of-command.mjs';
import { program } from '../../src/cli/program.ts';

// This checkout has been set up.
test.each<[string, string | undefined]>([
  ['dev --once', 'start'],
  ['dev --help', undefined],
  ['worker --queues training', undefined],
  ['init my-grocer', undefined],
  ['status', undefined],
  ['', undefined],
  ['constructor', undefined],
])('shelfcast %s', (line, purpose) => {
  expect(purposeOfCommand(line.split(' '))).toBe(purpose);
});

test('every command that it names is one', () => {
  expect(program.commands.map((command) => command.name())).toEqual(
    expect.arrayContaining([
      'dev',
      'backtest',
      'conditioners',
      'explain',
      'mlflow',
      'models',
      'run',
      'validate',
      'worker',
    ]),
  );
});
