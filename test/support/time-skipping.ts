import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributes } from '../../src/contracts/search-attributes.ts';

const locations = fileURLToPath(new URL('../../node_modules/.shelfcast/locations.json', import.meta.url));

/** Temporal's time-skipping test server, as the set-up provided it, with the search attributes registered. */
export async function startTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const { timeSkippingServer } = JSON.parse(readFileSync(locations, 'utf8')) as { timeSkippingServer: string };
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: timeSkippingServer } },
  });
  // An attribute that is not registered would hang the workflow that sets it.
  const types = { KEYWORD: 2, KEYWORD_LIST: 7 } as const;
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(Object.values(searchAttributes).map(({ name, type }) => [name, types[type]])),
  });
  return environment;
}
