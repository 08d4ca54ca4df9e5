import type { RandomStream } from '../../src/forecasting/random.ts';
import type { Trigger } from '../../src/contracts/trigger.ts';

/** A trigger on its way to a region; one that is delivered twice is two deliveries. */
export interface Delivery {
  readonly region: string;
  readonly trigger: Trigger;
  /** Milliseconds after the round's start. */
  readonly afterMs: number;
}

const dataSignals = 4;
const requests = 2;
/**
 * What is sent in a round: signals of changed data and requests to every region, each one to three times, in any order, and
 * once more some of the round before, which have ended by then. The same seed, round and spread give the same deliveries.
 *
 * @param spreadMs over how long they are spread, in milliseconds
 */
export function deliveriesOf(
  round: number,
  regions: readonly string[],
  random: (round: number) => RandomStream,
  spreadMs: number,
): readonly Delivery[] {
  const late = round === 0 ? [] : triggersOf(round - 1, regions).filter((_, index) => index % 3 === 0);
  const draw = random(round);
  return [
    ...triggersOf(round, regions).flatMap((one) => Array.from({ length: 1 + Math.floor(3 * draw()) }, () => one)),
    ...late,
  ]
    .map((one) => ({ ...one, afterMs: Math.floor(spreadMs * draw()) }))
    .sort((one, other) => one.afterMs - other.afterMs);
}

/** How many triggers have been sent after a number of rounds; one that is sent several times counts once. */
export function triggersSent(rounds: number, regions: readonly string[]): number {
  return Array.from({ length: rounds }, (_, round) => triggersOf(round, regions).length).reduce((a, b) => a + b, 0);
}

function triggersOf(round: number, regions: readonly string[]): readonly Omit<Delivery, 'afterMs'>[] {
  const requestedBy = 'chaos';
  return regions.flatMap((region) => [
    ...Array.from({ length: dataSignals }, (_, n) => ({
      region,
      trigger: { id: `data/${round}/${region}/${n}`, cause: 'data' as const, requestedBy },
    })),
    ...Array.from({ length: requests }, (_, n) => ({
      region,
      // One of them asks for trainings although nothing has changed: they must find the fits that are there.
      trigger: {
        id: `request/${round}/${region}/${n}`,
        cause: 'request' as const,
        requestedBy,
        ...(n === 0 ? { retrain: 'all' as const } : {}),
      },
    })),
  ]);
}
