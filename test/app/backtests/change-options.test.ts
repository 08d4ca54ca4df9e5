import { expect, test } from 'vitest';
import { changeOptions } from '../../../src/app/backtests/change-options.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

test('what is set is shown with what the project says', async () => {
  const { project } = await loadedSmallProject();
  const { project: changed, changed: options } = changeOptions(project, [
    { path: 'members.network.epochs', value: 3 },
    { path: 'members.network.dropout', value: 0.2 },
    { path: 'aim', value: 'wape' },
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

test('an option that cannot be set is refused, in the words of --set', async () => {
  const { project } = await loadedSmallProject();
  const options = [{ path: 'members.network.epochs', value: 0 }];
  expect(await refusalMessage(() => changeOptions(project, options))).toMatch(
    /^OptionSettingError: --set has a fault:\n {2}members\.network\.epochs: .* \(from --set members\.network\.epochs=0\)\nCorrect /,
  );
  expect(() => changeOptions(project, options)).toThrow(
    expect.objectContaining({ code: 'invalid-options', kind: 'invalid' }) as Error,
  );
});
