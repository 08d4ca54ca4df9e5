import { expect, test } from 'vitest';
import { changeOptions } from '../../../src/cli/backtest/change-options.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('what is set is shown with what the project says', async () => {
  const { project } = await loadedSmallProject();
  const { project: changed, changed: options } = changeOptions(project, [
    'members.network.epochs=3',
    'members.network.dropout=0.2',
    'aim=wape',
  ]);
  expect(changed.resolved.members.network).toMatchObject({ epochs: 3, dropout: 0.2 });
  expect(options).toEqual([
    { path: 'members.network.epochs', value: 3, before: 2 },
    { path: 'members.network.dropout', value: 0.2 },
    { path: 'aim', value: 'wape', before: 'balanced' },
  ]);
});

test('without anything set the project is itself', async () => {
  const { project } = await loadedSmallProject();
  expect(changeOptions(project, [])).toEqual({ project, changed: [] });
});
