import { expect, test } from 'vitest';
import { workflowTypes } from '../../src/contracts/workflow-types.ts';

test('the list of workflow types is what workers register', async () => {
  const registered = Object.keys(await import('../../src/workflows/index.ts'));
  expect([...workflowTypes].sort()).toEqual(registered.sort());
});
