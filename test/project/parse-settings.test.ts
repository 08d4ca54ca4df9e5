import { expect, test } from 'vitest';
import { OptionSettingError } from '../../src/project/errors.ts';
import { parseSettings } from '../../src/project/parse-settings.ts';

test('values are JSON where they parse as such, and text otherwise', () => {
  const texts = ['seed=7', 'aim=wape', 'members.network.hiddenUnits=[64,32]', 'ensemble.calibrate=true', 'a.b=x=y'];
  expect(parseSettings(texts, 'c')).toEqual([
    { path: 'seed', value: 7 },
    { path: 'aim', value: 'wape' },
    { path: 'members.network.hiddenUnits', value: [64, 32] },
    { path: 'ensemble.calibrate', value: true },
    { path: 'a.b', value: 'x=y' },
  ]);
});

test.each(['seed', '=7', 'seed=', 'se ed=7'])('%s is no setting', (text) => {
  expect(() => parseSettings(['aim=wape', text], 'c')).toThrow(
    new OptionSettingError('c', [{ path: text, message: 'write it as path=value, as in members.network.epochs=20' }]),
  );
});
