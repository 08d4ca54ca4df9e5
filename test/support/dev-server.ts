import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { drainageArguments } from '../../src/embedded/drainage-settings.ts';
import { newTaskQueueArguments } from '../../src/embedded/task-queue-settings.ts';
import { searchAttributes } from '../../src/contracts/search-attributes.ts';

const locations = fileURLToPath(new URL('../../node_modules/.shelfcast/locations.json', import.meta.url));
const typeNames = { KEYWORD: 'Keyword', KEYWORD_LIST: 'KeywordList' } as const;

/** Temporal's dev server, as the set-up provided it, with a namespace per environment and the search attributes. */
export function startDevServer(...environments: readonly string[]): Promise<TestWorkflowEnvironment> {
  return startConfiguredDevServer({}, ...environments);
}

/** The same, with settings of the server's dynamic configuration. */
export function startConfiguredDevServer(
  settings: Readonly<Record<string, number | boolean | string>>,
  ...environments: readonly string[]
): Promise<TestWorkflowEnvironment> {
  const { temporalCli } = JSON.parse(readFileSync(locations, 'utf8')) as { temporalCli: string };
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: temporalCli },
      extraArgs: [
        ...newTaskQueueArguments,
        ...drainageArguments('1s'),
        ...Object.entries(settings).flatMap(([name, value]) => [
          '--dynamic-config-value',
          `${name}=${JSON.stringify(value)}`,
        ]),
        ...environments.flatMap((environment) => ['--namespace', environment]),
        ...Object.values(searchAttributes).flatMap(({ name, type }) => [
          '--search-attribute',
          `${name}=${typeNames[type]}`,
        ]),
      ],
    },
  });
}
