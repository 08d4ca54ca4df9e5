import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { scheduleAttributes, searchAttributes } from '../../src/contracts/search-attributes.ts';

const locations = fileURLToPath(new URL('../../node_modules/.shelfcast/locations.json', import.meta.url));

/** Temporal's time-skipping test server, as the set-up provided it, with the search attributes registered. */
export async function startTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const { timeSkippingServer } = JSON.parse(readFileSync(locations, 'utf8')) as { timeSkippingServer: string };
  const environment = await started(() =>
    TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: timeSkippingServer } },
    }),
  );
  // An attribute that is not registered would hang the workflow that sets it. This server does not know those of Schedules.
  const types = { KEYWORD: 2, DATETIME: 6, KEYWORD_LIST: 7 } as const;
  const attributes = [...Object.values(searchAttributes), ...Object.values(scheduleAttributes)];
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(attributes.map(({ name, type }) => [name, types[type]])),
  });
  return environment;
}

/** The SDK gives the server five seconds to answer, which a busy machine does not always keep. */
async function started<T>(start: () => Promise<T>, attempts = 4): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (attempts === 1) throw error;
    return started(start, attempts - 1);
  }
}
