import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { databaseIn } from '../../src/state/state-directory.ts';
import { describeOn } from '../support/describe-on.ts';
import { Installation } from '../support/production/installation.ts';
import { whyNoProductionStack } from '../support/production/production-stack.ts';
import { testCommands } from './production/commands.ts';
import { testCycles } from './production/cycles.ts';
import { testPreparation } from './production/preparation.ts';
import { testRefusals } from './production/refusals.ts';

/** Commands that contact nothing of an installation, and why; a new command is either here, or run in `production/`. */
const elsewhere: Readonly<Record<string, string>> = {
  dev: 'starts a stack of its own',
  run: 'cycles without Temporal, on a state folder of their own; with S3: object-store-run.test.ts',
  generate: 'writes the files of a grocer into a folder',
  'backtest compare': 'compares two files',
  init: 'writes a new folder',
  probe: 'asks the status server of its own machine: test/cli/probe',
  setup: 'provides native parts on its own machine',
  doctor: 'looks at native parts on its own machine',
};

/**
 * Every command against an installation as production has it, which it finds by environment variables alone: Temporal's server on PostgreSQL
 * 15 with TLS, client certificates and API keys, namespaces that are not named as the environments, the registry on PostgreSQL, landing and
 * artifacts in S3. The tests build on each other.
 */
describeOn('an installation as in production', whyNoProductionStack(), () => {
  const installation = new Installation();
  beforeAll(() => installation.start());
  afterAll(async () => {
    vi.unstubAllEnvs();
    await installation.stop();
  });

  testPreparation(installation);
  testCycles(installation);
  testCommands(installation);
  testRefusals(installation);

  test('every command was run, and none of them made a state of its own', () => {
    const { names, done, stack } = installation;
    expect(names.filter((name) => !done.has(name) && !(name in elsewhere))).toEqual([]);
    expect(Object.keys(elsewhere).filter((name) => !names.includes(name) || done.has(name))).toEqual([]);
    const state = join(stack.project.directory, '.shelfcast');
    expect([databaseIn(state), join(state, 'artifacts')].filter((path) => existsSync(path))).toEqual([]);
  });
});
