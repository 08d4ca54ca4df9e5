import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NoTemporalServerError } from '../../src/composition/source-errors.ts';
import {
  artifactsSource,
  pagesSource,
  registrySource,
  stateFolderOf,
  temporalSource,
} from '../../src/composition/sources.ts';
import { noteRun } from '../../src/state/last-run.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { runningStackOn, stoppedStackOn } from '../support/stack-record.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const none = {};

/** A state folder with a database, as a run leaves it. */
async function keptState(...path: readonly string[]): Promise<string> {
  const folder = join(...path);
  await mkdir(openStateDirectory(folder).database);
  return folder;
}

describe('the server of Temporal is', () => {
  test.each(['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'])('first the one of %s', async (name) => {
    const state = await temporaryDirectory();
    runningStackOn(state);
    expect(temporalSource(state, { [name]: 'given' })).toEqual({ from: 'environment' });
  });

  test('then that of the stack that runs', async () => {
    const state = await temporaryDirectory();
    const { temporalAddress: address, temporalUi: ui } = runningStackOn(state);
    expect(temporalSource(state, none)).toEqual({ from: 'stack', address, ui });
  });

  test('none where the stack has ended', async () => {
    const state = await temporaryDirectory();
    stoppedStackOn(state);
    expect(() => temporalSource(state, none)).toThrow(NoTemporalServerError);
    expect(() => temporalSource(state, none)).toThrow(
      `no stack runs on ${state}, and none of TEMPORAL_ADDRESS, TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE is set`,
    );
  });
});

describe('the web application is', () => {
  test('first at SHELFCAST_PAGES, then where the API of the stack is', async () => {
    const state = await temporaryDirectory();
    expect(pagesSource(state, none)).toBeUndefined();
    const { api } = runningStackOn(state, { api: 'http://127.0.0.1:8080' });
    expect(pagesSource(state, none)).toBe(api);
    const variables = { SHELFCAST_PAGES: 'https://shelfcast.example/grocer/' };
    expect(pagesSource(state, variables)).toBe('https://shelfcast.example/grocer');
  });

  test.each([
    'shelfcast.example',
    'ftp://shelfcast.example',
    'https://ann:secret@shelfcast.example',
    'https://a/?key=secret',
  ])('not at %s, and what is wrong is said without it', (SHELFCAST_PAGES) => {
    const read = () => pagesSource('', { SHELFCAST_PAGES });
    expect(read).toThrow(/^SHELFCAST_PAGES cannot be used: an address/);
    expect(read).toThrow(/^(?!.*secret)/);
  });
});

describe('the registry is', () => {
  const url = 'postgres://user@host/db';

  test('first the one of SHELFCAST_REGISTRY_URL', async () => {
    const state = await keptState(await temporaryDirectory());
    runningStackOn(state);
    expect(registrySource(state, { SHELFCAST_REGISTRY_URL: url })).toEqual({ from: 'environment', url });
  });

  test('then that of the stack that runs', async () => {
    const state = await keptState(await temporaryDirectory());
    const { registryUrl } = runningStackOn(state);
    expect(registrySource(state, none)).toEqual({ from: 'stack', url: registryUrl });
  });

  test('then the database in the state folder', async () => {
    const state = await keptState(await temporaryDirectory());
    stoppedStackOn(state);
    expect(registrySource(state, none)).toEqual({ from: 'folder' });
  });

  test('none where nothing has run; the folder is not made', async () => {
    expect(registrySource(join(await temporaryDirectory(), 'state'), none)).toBeUndefined();
  });
});

describe('artifacts are', () => {
  test('first where SHELFCAST_ARTIFACTS says', async () => {
    const state = await temporaryDirectory();
    runningStackOn(state);
    expect(artifactsSource(state, { SHELFCAST_ARTIFACTS: 's3://bucket/artifacts' })).toBe('s3://bucket/artifacts');
    expect(artifactsSource(state, { SHELFCAST_ARTIFACTS: '/artifacts' })).toBe('/artifacts');
  });

  test('then where the stack that runs keeps them', async () => {
    const state = await temporaryDirectory();
    runningStackOn(state, { artifacts: 'gs://bucket/artifacts' });
    expect(artifactsSource(state, none)).toBe('gs://bucket/artifacts');
  });

  test('then in the state folder', async () => {
    const state = await temporaryDirectory();
    expect(artifactsSource(state, none)).toBe(join(state, 'artifacts'));
  });
});

describe('the state folder of a command is', () => {
  test('the one asked for, whatever else there is', async () => {
    const project = await temporaryDirectory();
    runningStackOn(await keptState(project, '.shelfcast'));
    expect(stateFolderOf(project, join(project, 'other'))).toBe(join(project, 'other'));
  });

  test('that of the stack that runs, also after a local run', async () => {
    const project = await temporaryDirectory();
    const ofStack = join(project, '.shelfcast');
    noteRun(await keptState(project, '.shelfcast/local'));
    runningStackOn(ofStack);
    expect(stateFolderOf(project)).toBe(ofStack);
  });

  test('that of the last run: a local one, or a stack', async () => {
    const project = await temporaryDirectory();
    const ofStack = await keptState(project, '.shelfcast');
    const ofLocalRuns = await keptState(project, '.shelfcast/local');
    await writeFile(join(ofStack, 'last-run'), '2026-11-20T08:00:00.000Z\n');
    noteRun(ofLocalRuns);
    expect(stateFolderOf(project)).toBe(ofLocalRuns);
    await writeFile(join(ofLocalRuns, 'last-run'), '2026-11-19T08:00:00.000Z\n');
    expect(stateFolderOf(project)).toBe(ofStack);
  });

  test('the only one with a registry, where no run was noted', async () => {
    const project = await temporaryDirectory();
    const ofLocalRuns = await keptState(project, '.shelfcast/local');
    expect(stateFolderOf(project)).toBe(ofLocalRuns);
    const ofStack = await keptState(project, '.shelfcast');
    expect(stateFolderOf(project)).toBe(ofStack);
  });

  test('the one of stacks where nothing has run', async () => {
    const project = await temporaryDirectory();
    expect(stateFolderOf(project)).toBe(join(project, '.shelfcast'));
  });
});
