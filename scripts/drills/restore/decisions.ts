import { setTimeout as sleep } from 'node:timers/promises';
import type { HostsInstallation } from '../hosts/installation.ts';
import { askingEnvironment } from '../hosts/installation.ts';

/** What happened to the challengers that waited for a person. */
export interface DecisionCounts {
  /** Waited before everything was lost. */
  readonly open: number;
  /** Of those, waited after the restore, since the same moment. */
  readonly kept: number;
  /** Of those of one region, became champion by an approval after the restore. */
  readonly approved: number;
  /** Of those of the other region, waited again after the loss of Temporal's cluster once they were asked for, and became champion by an approval. */
  readonly approvedAgain: number;
}

/** A challenger that waits for a person. */
interface Waiting {
  readonly since: string;
  readonly challenger: { readonly version: string; readonly segment: { readonly [part in SegmentPart]: string } };
}

type SegmentPart = 'region' | 'format' | 'velocity';
type Commanded = Pick<HostsInstallation, 'command'>;

const patienceMs = 300_000;

/** Has a cycle of a region run where a person decides, and waits until challengers wait. */
export async function openDecisions({ command }: Commanded, regions: readonly string[]): Promise<readonly Waiting[]> {
  await command(['request', '--env', askingEnvironment, '--region', ...regions, '--wait']);
  return waitingIn({ command });
}

/** Those that wait now, by version. */
export async function waitingIn({ command }: Commanded): Promise<readonly Waiting[]> {
  const waiting = JSON.parse(await command(['promotions', 'list', '--env', askingEnvironment, '--json'])) as Waiting[];
  return waiting.toSorted((one, other) => (one.challenger.version < other.challenger.version ? -1 : 1));
}

/** How many of the earlier ones still wait, since the same moment. */
export function keptOf(before: readonly Waiting[], now: readonly Waiting[]): number {
  return before.filter(({ since, challenger }) =>
    now.some((one) => one.since === since && one.challenger.version === challenger.version),
  ).length;
}

/** Approves the challengers of a region; how many have become champions. */
export async function approve({ command }: Commanded, waiting: readonly Waiting[], region: string): Promise<number> {
  let approved = 0;
  for (const { challenger } of waiting.filter((one) => one.challenger.segment.region === region)) {
    const words = ['approve', challenger.version, '--env', askingEnvironment, '--reason', 'drill', '--json'];
    const { decision } = JSON.parse(await command(words)) as { decision: string };
    if (decision === 'promoted') approved += 1;
  }
  return approved;
}

/**
 * The challengers of a region whose workflows went with Temporal's cluster: an approval is refused with what to do, which is done, and they are
 * approved then. Throws where one is not refused. Resolves to how many have become champions.
 */
export async function approveAgain({ command }: Commanded, region: string): Promise<number> {
  const ofRegion = async (): Promise<readonly Waiting[]> =>
    (await waitingIn({ command })).filter(({ challenger }) => challenger.segment.region === region);
  const lost = await ofRegion();
  for (const { challenger } of lost) {
    const { format, velocity } = challenger.segment;
    const words = ['approve', challenger.version, '--env', askingEnvironment, '--reason', 'drill'];
    const said = await command(words).then(
      () => 'approved',
      (error: unknown) => (error as { readonly stderr: string }).stderr,
    );
    if (!said.includes(`--retrain ${format}/${velocity}`)) {
      throw new Error(`the approval of ${challenger.version}, whose workflow is gone, was not refused: ${said}`);
    }
  }
  const segments = lost.map(({ challenger: { segment } }) => `${segment.format}/${segment.velocity}`);
  await command(['request', '--env', askingEnvironment, '--region', region, '--retrain', ...segments, '--wait']);
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const again = await ofRegion();
    const isJudged = again.length === lost.length && keptOf(lost, again) === 0;
    if (isJudged) return approve({ command }, again, region);
    if (Date.now() > deadline)
      throw new Error(`challengers of ${region} do not wait again after ${patienceMs / 1000} s`);
    await sleep(500);
  }
}
