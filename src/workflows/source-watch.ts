import { log, setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { scheduleAttributes } from '../contracts/search-attributes.ts';
import { inParallel } from '../contracts/in-parallel.ts';
import type { LandingScan, RegionChange, StuckRegion, WatchResult } from '../contracts/watch.ts';
import { clock, landing, notifying } from './activity-proxies.ts';
import { failureReason } from './failure-reason.ts';
import { cell } from './markdown.ts';
import { isOwnCancellation } from './own-cancellation.ts';
import { showDetails } from './show-details.ts';
import { versioned } from './versioned.ts';

/** Controllers that are notified at a time. */
const notifiedAtATime = 20;

/**
 * Action of an environment's watch: one look at landing for all regions, then a message to the controller of every region whose files
 * have changed.
 *
 * Changes are marked as reported to the controllers that have their trigger. One that does not take it in time holds up no other: the
 * next look reports to it again. Ended in between, the next look reports all of them again, under the same trigger ids, which count once.
 */
export async function sourceWatch({ environment }: { readonly environment: string }): Promise<WatchResult> {
  const { typedSearchAttributes, workflowId } = workflowInfo();
  const schedule = typedSearchAttributes.get(scheduleAttributes.scheduleId);
  const requestedBy = schedule === undefined ? workflowId.slice(0, 200) : `schedule ${schedule}`;
  const scan = await landing.scanLanding.executeWithOptions({ summary: `look at landing · ${environment}` }, [
    { environment },
  ]);
  const notified = new Map<string, string>();
  const stuck: StuckRegion[] = [];
  const notify = async ({ region, triggerId, files, examples }: RegionChange): Promise<void> => {
    const reason = `${files} file${files === 1 ? '' : 's'}: ${examples.join(', ')}`.slice(0, 1000);
    try {
      await notifying.deliverDataChange.executeWithOptions({ summary: `${region} · ${files} changed` }, [
        { address: { environment, region }, trigger: { id: triggerId, cause: 'data', requestedBy, reason } },
      ]);
      notified.set(region, 'notified');
    } catch (error) {
      if (isOwnCancellation()) throw error;
      const why = failureReason(error);
      log.warn('a controller took no trigger in time', { region, reason: why });
      stuck.push({ region, reason: why });
      notified.set(region, `stuck: ${why}`);
    }
    show(environment, scan, notified);
  };
  show(environment, scan, notified);
  await inParallel(notifiedAtATime, scan.changes, notify);
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
