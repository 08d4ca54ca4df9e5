import type { CycleCounts, TriggerCounts } from './books.ts';
import type { RunOutcome } from './run.ts';

export interface ChaosReport {
  readonly kills: number;
  readonly killsByKind: Readonly<Record<string, number>>;
  readonly rounds: number;
  readonly calmDigest: string;
  readonly chaosDigest: string;
  readonly identical: boolean;
  /** Triggers that were sent in the run with kills, by the sender's own count. */
  readonly sent: number;
  readonly triggers: TriggerCounts;
  /** Of the run with kills. */
  readonly cycles: CycleCounts;
  readonly epochs: { readonly calm: number; readonly chaos: number };
  readonly wastedEpochs: number;
  /** 95th percentile; `null` where nothing was killed. */
  readonly recoveryP95Ms: number | null;
  /** Median by kind. */
  readonly recoveryMedianMs: Readonly<Record<string, number>>;
  readonly seconds: { readonly calm: number; readonly chaos: number };
  /** Identical, nothing lost, nothing doubled, no cycle failed. */
  readonly passed: boolean;
}

export function chaosReport(chaos: RunOutcome, calm: RunOutcome): ChaosReport {
  const identical = chaos.digest === calm.digest;
  const { triggers, cycles } = chaos;
  const kinds = Object.groupBy(chaos.kills, ({ kind }) => kind);
  const recoveries = (kills: RunOutcome['kills']): readonly number[] =>
    kills.flatMap(({ recoveryMs }) => recoveryMs ?? []);
  const medians = Object.entries(kinds).map(([kind, kills]) => [kind, percentile(recoveries(kills), 0.5)] as const);
  return {
    kills: chaos.kills.length,
    killsByKind: Object.fromEntries(Object.entries(kinds).map(([kind, kills]) => [kind, kills.length])),
    rounds: chaos.rounds,
    calmDigest: calm.digest,
    chaosDigest: chaos.digest,
    identical,
    sent: chaos.sent,
    triggers,
    cycles,
    epochs: { calm: calm.epochsTrained, chaos: chaos.epochsTrained },
    wastedEpochs: chaos.epochsTrained - calm.epochsTrained,
    recoveryP95Ms: percentile(recoveries(chaos.kills), 0.95),
    recoveryMedianMs: Object.fromEntries(medians.flatMap(([kind, ms]) => (ms === null ? [] : [[kind, ms]]))),
    seconds: { calm: Math.round(calm.seconds), chaos: Math.round(chaos.seconds) },
    passed:
      identical &&
      triggers.accepted === chaos.sent &&
      triggers.lost === 0 &&
      cycles.doubled === 0 &&
      cycles.troubled === 0,
  };
}

export function reportText(report: ChaosReport): string {
  const { kills, killsByKind, identical, triggers, cycles, epochs, wastedEpochs, recoveryP95Ms, seconds } = report;
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return [
    `${kills} kills (${list(killsByKind)}) in ${seconds.chaos} s; the calm run took ${seconds.calm} s`,
    `what was left   ${identical ? 'the same bytes' : 'DIFFERS'}`,
    `triggers        ${list({ ...triggers })}`,
    `cycles          ${list({ ...cycles })}`,
    `epochs          ${list(epochs)}: ${wastedEpochs} trained again`,
    `recovery        95 of 100 within ${recoveryP95Ms === null ? '–' : `${(recoveryP95Ms / 1000).toFixed(1)} s`}`,
  ].join('\n');
}

/** The smallest value that so large a share of the values does not exceed; `null` of none. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
