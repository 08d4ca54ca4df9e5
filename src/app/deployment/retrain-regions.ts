import type { RegionAddress } from '../../contracts/region-address.ts';
import { velocities } from '../../contracts/segment.ts';
import type { Trigger } from '../../contracts/trigger.ts';
import { RequestRefusedError, type RegionControllers } from '../../ports/region-controllers.ts';
import type { Registry } from '../../ports/registry.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import type { RegionRetraining } from '../../contracts/retraining.ts';

/** Milliseconds until a region is given up. A controller whose worker is away leaves its senders without an answer. */
const patienceMs = 30_000;

/** What regions are compared with and asked through. */
export interface RetrainingPorts {
  readonly registry: Pick<Registry, 'champion'>;
  readonly controllers: Pick<RegionControllers, 'requestCycle'>;
  readonly project: Pick<LoadedProject, 'codeVersion' | 'resolved'>;
}

/** The trigger with which regions are asked to retrain with a version of the code. The same version has the same id, which counts once. */
export function codeTrigger(codeVersion: string, facts: Pick<Trigger, 'requestedBy' | 'reason'>): Trigger {
  return { id: `code/${codeVersion}`, cause: 'code', ...facts };
}

/** Sends a trigger to each region that has a champion trained with other code than the project's. A region that fails does not affect the others. */
export function retrainRegions(
  ports: RetrainingPorts,
  addresses: readonly RegionAddress[],
  trigger: Trigger,
): Promise<readonly RegionRetraining[]> {
  return Promise.all(addresses.map((address) => retrainRegion(ports, address, trigger)));
}

async function retrainRegion(
  ports: RetrainingPorts,
  address: RegionAddress,
  trigger: Trigger,
): Promise<RegionRetraining> {
  let segments: readonly string[] = [];
  try {
    const champions = await championsOf(ports, address);
    segments = champions.filter(({ isOfThisCode }) => !isOfThisCode).map(({ segment }) => segment);
    if (champions.length === 0) return { ...address, outcome: 'no-champion', segments };
    if (segments.length === 0) return { ...address, outcome: 'same-code', segments };
    const { decision } = await inTime(ports.controllers.requestCycle(address, trigger));
    return { ...address, outcome: decision, segments };
  } catch (error) {
    return { ...address, outcome: 'failed', segments, failure: reasonOf(error) };
  }
}

async function championsOf(
  { registry, project }: RetrainingPorts,
  { environment, region }: RegionAddress,
): Promise<readonly { readonly segment: string; readonly isOfThisCode: boolean }[]> {
  const segments = project.resolved.formats.flatMap((format) =>
    velocities.map((velocity) => ({ region, format, velocity })),
  );
  const champions = await Promise.all(segments.map((segment) => registry.champion(environment, segment)));
  return champions.flatMap((champion) => {
    if (!champion) return [];
    const { format, velocity } = champion.segment;
    return { segment: `${format}/${velocity}`, isOfThisCode: champion.codeVersion === project.codeVersion };
  });
}

/** What is late may still arrive: its id makes that harmless. */
async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`its controller has not answered within ${patienceMs / 1000} seconds`));
  }, patienceMs);
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RequestRefusedError) return error.reason;
  return error instanceof Error ? error.message : String(error);
}
