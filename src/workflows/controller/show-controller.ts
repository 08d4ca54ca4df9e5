import type { ControllerStatus } from '../../contracts/messages.ts';
import { pageLink, pagePaths } from '../../contracts/page-addresses.ts';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import { cut } from '../../contracts/short-text.ts';
import { cell } from '../markdown.ts';
import { showDetails } from '../show-details.ts';

/** Ledger entries shown; more would fill the page without adding information. */
const shownEntries = 20;

/** Shows in Temporal's UI what a controller does, what it waits for, and where its triggers stand. */
export function showController(
  status: ControllerStatus,
  entries: readonly LedgerEntry[],
  pages: string | undefined,
): void {
  const { region, environment, doing, running, pausedBy, lastCycle, staleAt, pending, cycles } = status;
  const lines = [
    `### ${region} · ${environment}${pausedBy === undefined ? '' : ' · paused'}`,
    ...pageLink(pages, `${region} in Shelfcast`, pagePaths.region(environment, region)),
    '',
    `**Now**: ${running === undefined ? doing : `runs \`${running}\``}`,
    ...(pausedBy === undefined ? [] : ['', `**Paused by** ${pausedBy}. \`resume\` lets it continue.`]),
    '',
    `${cycles} cycle${cycles === 1 ? '' : 's'} started, ${pending} trigger${pending === 1 ? '' : 's'} waiting`,
  ];
  if (lastCycle) {
    const { cycleId, state, failure, failedSegments } = lastCycle;
    const failed = failedSegments.length === 0 ? '' : `; failed: ${failedSegments.join(', ')}`;
    lines.push('', `Last cycle **${state}**: \`${cycleId}\`${failure === undefined ? '' : `: ${failure}`}${failed}`);
  }
  if (staleAt !== undefined) lines.push('', `Champions are stale from ${staleAt}`);
  if (entries.length > 0) {
    lines.push('', '| trigger | by | state | cycle |', '| --- | --- | --- | --- |');
    for (const { trigger, state, cycleId, mergedInto, failure } of entries.slice(0, shownEntries)) {
      // In backticks, or the UI draws the slashes of an id as fractions.
      const where = cycleId ?? mergedInto;
      const end = [where === undefined ? '' : `\`${where}\``, cut(failure ?? '', 300)]
        .filter((part) => part !== '')
        .join(': ');
      lines.push(`| ${trigger.cause} | ${cell(trigger.requestedBy)} | ${state} | ${cell(end)} |`);
    }
    if (entries.length > shownEntries) lines.push('', `and ${entries.length - shownEntries} more: query \`ledger\``);
  }
  showDetails(lines);
}
