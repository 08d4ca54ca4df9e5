import { expect, test } from 'vitest';
import { refusal } from '../../src/app/refusal.ts';
import { refusalText } from '../../src/cli/refusal-text.ts';

test.each([
  [
    refusal('invalid-input', {
      operation: 'models.list',
      faults: [
        { path: ['limit'], message: 'too small' },
        { path: ['region'], message: 'not a text' },
      ],
    }),
    'UsageError: this cannot be asked: limit: too small; region: not a text',
  ],
  [
    refusal('unknown-region', { region: 'west', known: ['north', 'south'] }),
    'UsageError: the project has no region "west"; it has north, south',
  ],
  [
    refusal('unknown-environment', { environment: 'test', known: ['dev', 'prod'] }),
    'UsageError: the project has no environment "test"; it has dev, prod',
  ],
])('%s', (refused, text) => {
  const { name, message } = refusalText(refused);
  expect(`${name}: ${message}`).toBe(text);
});
