import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OptionSetting } from '../../src/contracts/option-setting.ts';
import { OptionSettingError, type SettingFault } from '../../src/project/errors.ts';
import { quickProject } from '../../src/project/quick-project.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';

test('only the options have other values', async () => {
  const { project, files } = await loadedSmallProject();
  const text = await readFile(join(files.directory, 'shelfcast.config.ts'), 'utf8');
  const paydays = { daysOfMonth: ['last'] };
  const changed = project.withOptions([
    { path: 'members.network.epochs', value: 20 },
    { path: 'aim', value: 'wape' },
    { path: 'features.calendar.paydays', value: paydays },
    { path: 'ensemble.calibrate', value: true },
  ]);
  const { members, features } = project.resolved;
  expect(changed.resolved).toEqual({
    ...project.resolved,
    aim: 'wape',
    members: { ...members, lasso: { ...members.lasso, aim: 'wape' }, network: { ...members.network, epochs: 20 } },
    features: { ...features, calendar: { ...features.calendar, paydays } },
    ensemble: { calibrate: true },
  });
  expect(changed.codeVersion).toBe(project.codeVersion);
  expect(project.resolved.members.network.epochs).toBe(2);
  expect(await readFile(join(files.directory, 'shelfcast.config.ts'), 'utf8')).toBe(text);
});

test('a quick project with options is a quick one', async () => {
  const { project } = await loadedSmallProject();
  const changed = quickProject(project).withOptions([{ path: 'members.network.epochs', value: 20 }]);
  expect(changed.resolved.members.network.epochs).toBe(4);
});

const faults: readonly [string, OptionSetting, SettingFault][] = [
  [
    'an unknown option',
    { path: 'members.network.epoch', value: 20 },
    {
      path: 'members.network.epoch',
      message: expect.stringMatching(/^there is no such option; members\.network has preset, epochs, /) as string,
    },
  ],
  [
    'an option that may not be set',
    { path: 'gate.maxMape', value: 9 },
    {
      path: 'gate.maxMape',
      message: 'cannot be set for one run; what can be set is options below members, features, ensemble, and aim, seed',
    },
  ],
  [
    'a group',
    { path: 'members', value: {} },
    { path: 'members', message: 'name one of its options: lasso, network, trees' },
  ],
  [
    'an option below a value',
    { path: 'seed.x', value: 1 },
    { path: 'seed.x', message: 'seed has no options below it; write seed=…' },
  ],
  [
    'an element of a list',
    { path: 'features.use.0', value: 'price' },
    { path: 'features.use.0', message: 'features.use has no options below it; set it as a whole, as JSON' },
  ],
  [
    'a name that every object has',
    { path: 'members.__proto__.epochs', value: 1 },
    { path: 'members.__proto__.epochs', message: 'there is no such option; members has lasso, network, trees' },
  ],
  [
    'a value out of range',
    { path: 'members.network.epochs', value: 0 },
    {
      path: 'members.network.epochs',
      message: 'too small: expected number to be >=1',
      setting: 'members.network.epochs=0',
    },
  ],
  [
    'a value of another kind',
    { path: 'aim', value: 'mae' },
    {
      path: 'aim',
      message: 'invalid option: expected one of "balanced"|"mape"|"wape"|"unbiased"',
      setting: 'aim=mae',
    },
  ],
];
test.each(faults)('%s is a fault', async (_what, setting, fault) => {
  const { project } = await loadedSmallProject();
  const failure = thrownBy(() => project.withOptions([setting]));
  expect(failure.faults).toEqual([fault]);
});

test('all faults come together, and say where they are from and what to do', async () => {
  const { project, files } = await loadedSmallProject();
  const { message } = thrownBy(() =>
    project.withOptions([
      { path: 'seed', value: -1 },
      { path: 'members.lasso', value: { nAlphas: 0 } },
    ]),
  );
  expect(message).toBe(`--set has 2 faults:
  members.lasso.nAlphas: too small: expected number to be >=1 (from --set members.lasso={"nAlphas":0})
  seed: too small: expected number to be >=0 (from --set seed=-1)
Correct what was set, or leave it out; docs/configuration.md has every option and its range. ${join(files.directory, 'shelfcast.config.ts')} was not changed.`);
  const twice = { path: 'seed', value: 2 };
  expect(thrownBy(() => project.withOptions([twice, twice])).faults).toEqual([
    { path: 'seed', message: 'is set twice; leave one of them out' },
  ]);
});

function thrownBy(act: () => unknown): OptionSettingError {
  try {
    act();
  } catch (error) {
    if (error instanceof OptionSettingError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
