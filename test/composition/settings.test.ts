import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from '../../src/composition/settings.ts';
import { SettingsError } from '../../src/composition/settings-error.ts';

test('without variables: the working folder, and nothing that has to be set', () => {
  expect(readSettings({})).toEqual({
    projectDirectory: resolve('.'),
    artifacts: resolve('.shelfcast/artifacts'),
    staging: { directory: resolve('.shelfcast/cache'), maxMegabytes: 10_240 },
    registryUrl: undefined,
    environments: undefined,
    slots: { orchestration: 20, data: 2, training: availableParallelism(), scoring: 1 },
    jobProcesses: availableParallelism() + 2,
    jobMemoryMb: expect.any(Number) as number,
    keptMemoryMb: expect.any(Number) as number,
    jobHeapMb: 1024,
    checkpointSeconds: 2,
    credentialsSeconds: 30,
    workflowBundle: undefined,
    workerVersioning: true,
    buildId: undefined,
    logLevel: 'info',
    quick: false,
  });
});

test('every variable; artifacts are kept in the project folder unless set otherwise', () => {
  const environment = {
    SHELFCAST_PROJECT: '/projects/juice',
    SHELFCAST_REGISTRY_URL: 'postgres://user@host/db',
    SHELFCAST_ENVIRONMENTS: 'dev, prod',
    SHELFCAST_DATA_SLOTS: '3',
    SHELFCAST_WORKFLOW_BUNDLE: '/release/bundle.js',
    SHELFCAST_WORKER_VERSIONING: 'off',
    SHELFCAST_BUILD_ID: 'release-7',
    SHELFCAST_TRAINING_SLOTS: '4',
    SHELFCAST_SCORING_SLOTS: '5',
    SHELFCAST_ORCHESTRATION_SLOTS: '6',
    SHELFCAST_JOB_PROCESSES: '8',
    SHELFCAST_JOB_MEMORY_MB: '1500',
    SHELFCAST_KEPT_MEMORY_MB: '1000',
    SHELFCAST_JOB_HEAP_MB: '512',
    SHELFCAST_CHECKPOINT_SECONDS: '0.5',
    SHELFCAST_CREDENTIALS_SECONDS: '5',
    SHELFCAST_LOG_LEVEL: 'debug',
    SHELFCAST_QUICK: 'on',
  };
  expect(readSettings(environment)).toEqual({
    projectDirectory: '/projects/juice',
    artifacts: '/projects/juice/.shelfcast/artifacts',
    staging: { directory: '/projects/juice/.shelfcast/cache', maxMegabytes: 10_240 },
    registryUrl: 'postgres://user@host/db',
    environments: ['dev', 'prod'],
    slots: { orchestration: 6, data: 3, training: 4, scoring: 5 },
    jobProcesses: 8,
    jobMemoryMb: 1500,
    keptMemoryMb: 1000,
    jobHeapMb: 512,
    checkpointSeconds: 0.5,
    credentialsSeconds: 5,
    workflowBundle: '/release/bundle.js',
    workerVersioning: false,
    buildId: 'release-7',
    logLevel: 'debug',
    quick: true,
  });
  expect(readSettings({ ...environment, SHELFCAST_ARTIFACTS: '/artifacts' }).artifacts).toBe('/artifacts');
  expect(readSettings({ ...environment, SHELFCAST_ARTIFACTS: 's3://bucket/a/b/' }).artifacts).toBe('s3://bucket/a/b');
});

test('processes at a time: as many as training and data have slots; memory: less than the machine has', () => {
  const { jobProcesses, jobMemoryMb } = readSettings({ SHELFCAST_DATA_SLOTS: '3', SHELFCAST_TRAINING_SLOTS: '4' });
  expect(jobProcesses).toBe(7);
  expect(jobMemoryMb).toBeGreaterThan(64);
  expect(jobMemoryMb).toBeLessThan(totalmem() / 2 ** 20);
});

test('all faults at once, by the names of the variables', () => {
  const read = (): unknown =>
    readSettings({ SHELFCAST_PROJECT: '', SHELFCAST_TRAINING_SLOTS: '0', SHELFCAST_JOB_MEMORY_MB: 'lots' });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(/SHELFCAST_PROJECT: .*; SHELFCAST_TRAINING_SLOTS: .*; SHELFCAST_JOB_MEMORY_MB: /);
});

test.each(['', 'dev,', 'dev,dev'])('environments "%s" cannot be served', (SHELFCAST_ENVIRONMENTS) => {
  expect(() => readSettings({ SHELFCAST_ENVIRONMENTS })).toThrow(/SHELFCAST_ENVIRONMENTS: .*environment/);
});

test('the registry URL, which holds a password, is in no message', () => {
  const read = (): unknown =>
    readSettings({ SHELFCAST_REGISTRY_URL: 'postgres://user:secret@host/db', SHELFCAST_LOG_LEVEL: 'loud' });
  expect(read).toThrow(/^(?!.*secret)/);
});
