import { log, setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { scheduleAttributes } from '../contracts/search-attributes.ts';
import type { LandingScan, RegionChange, StuckRegion, WatchResult } from '../contracts/watch.ts';
import { clock, landing } from './activity-proxies.ts';
import { cell } from './markdown.ts';
import { showDetails } from './show-details.ts';
import { versioned } from './versioned.ts';
import { notifyControllers } from './watch/notify-controllers.ts';

/**
 * Action of an environment's watch: one look at landing for all regions, then a message to the controller of every region whose files
 * have changed.
 *
 * Changes are marked as reported to the controllers that have their trigger. One that does not take it in time holds up no other: the
 * next look reports to it again, after all others. Ended in between, the next look reports all of them again, under the same trigger ids,
 * which count once.
 */
export async function sourceWatch({ environment }: { readonly environment: string }): Promise<WatchResult> {
  const { typedSearchAttributes, workflowId, lastResult } = workflowInfo();
  const schedule = typedSearchAttributes.get(scheduleAttributes.scheduleId);
  const requestedBy = schedule === undefined ? workflowId.slice(0, 200) : `schedule ${schedule}`;
  const scan = await landing.scanLanding.executeWithOptions({ summary: `look at landing · ${environment}` }, [
    { environment },
  ]);
  const notified = new Map<string, string>();
  const stuck: StuckRegion[] = [];
  show(environment, scan, notified);
  await notifyControllers(stuckLast(scan.changes, lastResult), {
    ...{ environment, requestedBy },
    onNotified: ({ region }) => {
      notified.set(region, 'notified');
      show(environment, scan, notified);
    },
    onStuck: ({ region }, reason) => {
      log.warn('a controller took no trigger in time', { region, reason });
      stuck.push({ region, reason });
      notified.set(region, `stuck: ${reason}`);
      show(environment, scan, notified);
    },
  });
  const except = stuck.map(({ region }) => region);
  if (scan.upTo !== undefined) {
    await clock.markSignalled.executeWithOptions({ summary: 'mark changes as reported' }, [
      { environment, upTo: scan.upTo, ...(except.length > 0 ? { except } : {}) },
    ]);
  }
  return {
    files: scan.files,
    settling: scan.settling,
    signalled: scan.changes.map(({ region }) => region).filter((region) => !except.includes(region)),
    ...(stuck.length > 0 ? { stuck } : {}),
  };
}
setWorkflowOptions(versioned('AUTO_UPGRADE'), sourceWatch);

/** Regions that the look before found stuck come last: the Schedule hands a look the result of the one before. */
function stuckLast(changes: readonly RegionChange[], before: unknown): readonly RegionChange[] {
  const known = new Set(((before as WatchResult | undefined)?.stuck ?? []).map(({ region }) => region));
  return changes.toSorted((one, other) => Number(known.has(one.region)) - Number(known.has(other.region)));
}

function show(
  environment: string,
  { files, settling, changes }: LandingScan,
  notified: ReadonlyMap<string, string>,
): void {
  const rows = changes.map(
    ({ region, files: changed, examples }) =>
      `| ${region} | ${changed} | ${cell(examples.join(', '))} | ${cell(notified.get(region) ?? 'waits')} |`,
  );
  showDetails([
    `### Landing · ${environment}`,
    '',
    `${files} files, ${settling} of them settling`,
    ...(rows.length > 0 ? ['', '| region | changed | files | controller |', '| --- | --- | --- | --- |', ...rows] : []),
  ]);
}
