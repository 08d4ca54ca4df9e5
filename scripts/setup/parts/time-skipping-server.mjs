import { join } from 'node:path';
import { assertEntryIntact, findEntry } from '../cache-entry.mjs';
import { SetupError } from '../errors.mjs';
import { TIME_SKIPPING_VERSION } from '../pins/temporal.mjs';
import { probeTimeSkippingServer } from '../probes/time-skipping-server.mjs';
import { provide } from '../provide.mjs';
import { timeSkippingFromMaven } from '../sources/time-skipping-maven.mjs';
import { timeSkippingFromVendor } from '../sources/time-skipping-vendor.mjs';

const PROGRAM = 'temporal-test-server';

/**
 * Temporal's time-skipping test server: tests only.
 * @type {import('../part.mjs').Part}
 */
export const timeSkippingServer = {
  id: 'time-skipping-server',
  title: 'time-skipping server',
  neededFor: ['test'],
  after: [],

  async inspect(context) {
    const entry = await findServer(context);
    if (entry === undefined) return { ready: false, version: TIME_SKIPPING_VERSION, problem: 'not in the cache' };
    const { dir, record } = entry;
    return { ready: true, where: join(dir, PROGRAM), version: TIME_SKIPPING_VERSION, source: record.source };
  },

  async install(context, progress) {
    await provide({
      cache: context.cache,
      entry: entryName(context),
      part: 'the time-skipping test server',
      sources: [timeSkippingFromVendor(context, progress), timeSkippingFromMaven(progress)],
      check: async (draft) => {
        progress.step('starting it once');
        await probeTimeSkippingServer(join(draft, PROGRAM));
        return {};
      },
      wayOut: "open the vendor's host, or install Maven and Java >= 8 so that its jars can be fetched",
      progress,
    });
  },

  async prove(context) {
    const entry = await findServer(context);
    if (entry === undefined) throw new SetupError('the time-skipping test server is not in the cache');
    await assertEntryIntact(entry);
    await probeTimeSkippingServer(join(entry.dir, PROGRAM));
  },
};

/** @param {import('../part.mjs').SetupContext} context */
function findServer(context) {
  return findEntry(join(context.cache, entryName(context)));
}

/** @param {import('../part.mjs').SetupContext} context */
function entryName({ platform }) {
  return `time-skipping-server/${TIME_SKIPPING_VERSION}-${platform}`;
}
