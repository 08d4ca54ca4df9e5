import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { scheduleAttributes } from '../contracts/search-attributes.ts';
import type { LandingScan, WatchResult } from '../contracts/watch.ts';
import { clock, landing } from './activity-proxies.ts';
import { cell } from './markdown.ts';
import { showDetails } from './show-details.ts';
import { versioned } from './versioned.ts';

/**
 * Action of an environment's watch: one look at landing, then a message to the controller of every region whose files have changed.
 *
 * Only when every controller has its trigger are the changes marked as reported. Ended in between, the next look reports them again, under the same
 * trigger ids, which count once.
 */
export async function sourceWatch({ environment }: { readonly environment: string }): Promise<WatchResult> {
  const { typedSearchAttributes, workflowId } = workflowInfo();
  const schedule = typedSearchAttributes.get(scheduleAttributes.scheduleId);
  const requestedBy = schedule === undefined ? workflowId.slice(0, 200) : `schedule ${schedule}`;
  const scan = await landing.scanLanding.executeWithOptions({ summary: `look at landing · ${environment}` }, [
    { environment },
  ]);
  show(environment, scan, 0);
  for (const [told, { region, triggerId, files, examples }] of scan.changes.entries()) {
    const reason = `${files} file${files === 1 ? '' : 's'}: ${examples.join(', ')}`.slice(0, 1000);
    await clock.deliverDataChange.executeWithOptions({ summary: `${region} · ${files} changed` }, [
      { address: { environment, region }, trigger: { id: triggerId, cause: 'data', requestedBy, reason } },
    ]);
    show(environment, scan, told + 1);
  }
  if (scan.upTo !== undefined) {
    await clock.markSignalled.executeWithOptions({ summary: 'mark changes as reported' }, [
      { environment, upTo: scan.upTo },
    ]);
  }
  return { files: scan.files, settling: scan.settling, signalled: scan.changes.map(({ region }) => region) };
}
setWorkflowOptions(versioned('AUTO_UPGRADE'), sourceWatch);

function show(environment: string, { files, settling, changes }: LandingScan, told: number): void {
  const rows = changes.map(({ region, files: changed, examples }, index) => {
    const state = index < told ? 'told' : 'waits';
    return `| ${region} | ${changed} | ${cell(examples.join(', '))} | ${state} |`;
  });
  showDetails([
    `### Landing · ${environment}`,
    '',
    `${files} files, ${settling} of them settling`,
    ...(rows.length > 0 ? ['', '| region | changed | files | controller |', '| --- | --- | --- | --- |', ...rows] : []),
  ]);
}
