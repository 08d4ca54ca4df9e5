import type { Client, WorkflowHandle } from '@temporalio/client';
import { promotionStatusQuery } from '../../contracts/messages.ts';
import type { PromotionStatus } from '../../contracts/promotion.ts';
import { segmentName } from '../../contracts/segment.ts';
import type { WaitingChallenger } from '../../reports/promotions/promotions-text.ts';
import type { promotion } from '../../workflows/index.ts';
import { UsageError } from '../usage.ts';

/** A challenger that waits for a person, as its workflow reports. */
export interface WaitingWorkflow extends WaitingChallenger {
  readonly handle: WorkflowHandle<typeof promotion>;
}

/** Every promotion of an environment that waits, by segment. Asks the workflows themselves, so it shows what is so now. */
export async function findWaiting(client: Client, environment: string): Promise<readonly WaitingWorkflow[]> {
  const waiting: WaitingWorkflow[] = [];
  const running = client.workflow.list({ query: "WorkflowType = 'promotion' AND ExecutionStatus = 'Running'" });
  for await (const { workflowId, runId, startTime } of running) {
    const handle = client.workflow.getHandle<typeof promotion>(workflowId, runId);
    const status: PromotionStatus = await handle.query(promotionStatusQuery);
    if (status.state !== 'waiting') continue;
    waiting.push({ environment, promotion: workflowId, since: startTime.toISOString(), ...status, handle });
  }
  const keyOf = ({ challenger, since }: WaitingWorkflow): string => `${segmentName(challenger.segment)} ${since}`;
  return waiting.sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
}

const shortestPrefix = 4;

/**
 * The waiting promotion a person means: `region/format/velocity`, or the beginning of a version. Throws `UsageError` where
 * none waits, and says how the last one ended; or where more than one may be meant.
 */
export async function findOne(client: Client, environment: string, wanted: string): Promise<WaitingWorkflow> {
  const waiting = await findWaiting(client, environment);
  const found = waiting.filter(({ challenger }) => isMeant(challenger.segment, challenger.version, wanted));
  const [one] = found;
  if (one && found.length === 1) return one;
  if (one) {
    const versions = found.map(({ challenger }) => challenger.version).join(', ');
    throw new UsageError(`"${wanted}" may be ${versions}; name one of them`);
  }
  const others = waiting.map(({ challenger }) => `${segmentName(challenger.segment)} (${challenger.version})`);
  const ended = await lastEnded(client, wanted);
  throw new UsageError(
    `no challenger "${wanted}" waits for approval in ${environment}; ${ended ?? (others.length === 0 ? 'none does' : `those of ${others.join(', ')} do`)}`,
  );
}

function isMeant(segment: Parameters<typeof segmentName>[0], version: string, wanted: string): boolean {
  return wanted.includes('/')
    ? segmentName(segment) === wanted
    : wanted.length >= shortestPrefix && version.startsWith(wanted);
}

/** How the latest promotion of the version or segment ended, in words; `undefined` where none is known. */
async function lastEnded(client: Client, wanted: string): Promise<string | undefined> {
  const completed = client.workflow.list({ query: "WorkflowType = 'promotion' AND ExecutionStatus = 'Completed'" });
  let latest: { workflowId: string; runId: string; closeTime?: Date } | undefined;
  for await (const one of completed) {
    const [, , region, format, velocity, version = ''] = one.workflowId.split('/');
    const segment = [region, format, velocity].join('/');
    if (wanted.includes('/') ? segment !== wanted : !version.startsWith(wanted)) continue;
    if (!latest || (one.closeTime ?? 0) > (latest.closeTime ?? 0)) latest = one;
  }
  if (!latest) return undefined;
  const outcome = await client.workflow.getHandle<typeof promotion>(latest.workflowId, latest.runId).result();
  const version = latest.workflowId.split('/').at(-1);
  return `${version} has been ${outcome.decision} by ${outcome.by} on ${latest.closeTime?.toISOString().slice(0, 10)}: ${outcome.reason}`;
}
