import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from '../../src/workers/settings.ts';

test('without variables: the working folder, and nothing that has to be told', () => {
  expect(readSettings({})).toEqual({
    projectDirectory: resolve('.'),
    artifactsDirectory: resolve('.shelfcast/artifacts'),
    registryUrl: undefined,
    environments: undefined,
    trainingSlots: undefined,
    logLevel: 'info',
  });
});

test('every variable; artifacts are kept in the project folder unless told otherwise', () => {
  const environment = {
    SHELFCAST_PROJECT: '/projects/juice',
    SHELFCAST_REGISTRY_URL: 'postgres://user@host/db',
    SHELFCAST_ENVIRONMENTS: 'dev, prod',
    SHELFCAST_TRAINING_SLOTS: '4',
    SHELFCAST_LOG_LEVEL: 'debug',
  };
  expect(readSettings(environment)).toEqual({
    projectDirectory: '/projects/juice',
    artifactsDirectory: '/projects/juice/.shelfcast/artifacts',
    registryUrl: 'postgres://user@host/db',
    environments: ['dev', 'prod'],
    trainingSlots: 4,
    logLevel: 'debug',
  });
  expect(readSettings({ ...environment, SHELFCAST_ARTIFACTS: '/artifacts' }).artifactsDirectory).toBe('/artifacts');
});

test('all faults at once, by the names of the variables', () => {
  const read = (): unknown =>
    readSettings({ SHELFCAST_PROJECT: '', SHELFCAST_TRAINING_SLOTS: '0', SHELFCAST_LOG_LEVEL: 'loud' });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(/SHELFCAST_PROJECT: .*; SHELFCAST_TRAINING_SLOTS: .*; SHELFCAST_LOG_LEVEL: /);
});

test.each(['', 'dev,', 'dev,dev'])('environments "%s" cannot be served', (SHELFCAST_ENVIRONMENTS) => {
  expect(() => readSettings({ SHELFCAST_ENVIRONMENTS })).toThrow(/SHELFCAST_ENVIRONMENTS: .*environment/);
});

test('the registry URL, which holds a password, is in no message', () => {
  const read = (): unknown =>
    readSettings({ SHELFCAST_REGISTRY_URL: 'postgres://user:secret@host/db', SHELFCAST_LOG_LEVEL: 'loud' });
  expect(read).toThrow(/^(?!.*secret)/);
});
