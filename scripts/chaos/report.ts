import type { CycleCounts, TriggerCounts } from './books.ts';
import type { Outage } from './outages.ts';
import type { RunOutcome } from './run.ts';

export interface ChaosReport {
  readonly kills: number;
  readonly killsByKind: Readonly<Record<string, number>>;
  readonly outages: number;
  /** Each outage in its order. */
  readonly outageList: readonly Outage[];
  /** Workflows that were cancelled or terminated. */
  readonly stops: number;
  /** By type and manner, e.g. `segmentTraining terminated`. */
  readonly stopsByKind: Readonly<Record<string, number>>;
  readonly rounds: number;
  readonly calmDigest: string;
  readonly chaosDigest: string;
  readonly identical: boolean;
  /** Triggers that were sent in the run with kills, by the sender's own count, without those that asked again. */
  readonly sent: number;
  /** Triggers that asked once more for segments that had failed. */
  readonly askedAgain: number;
  readonly triggers: TriggerCounts;
  /** Of the run with kills. */
  readonly cycles: CycleCounts;
  readonly epochs: { readonly calm: number; readonly chaos: number };
  readonly wastedEpochs: number;
  /** 95th percentile over the kills; `null` where nothing was killed. */
  readonly recoveryP95Ms: number | null;
  /** 95th percentile over the outages, counted from the end of each; `null` where there was none. */
  readonly outageRecoveryP95Ms: number | null;
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
  const recoveries = (losses: readonly { readonly recoveryMs?: number }[]): readonly number[] =>
    losses.flatMap(({ recoveryMs }) => recoveryMs ?? []);
  const medians = Object.entries(kinds).map(([kind, kills]) => [kind, percentile(recoveries(kills), 0.5)] as const);
  return {
    kills: chaos.kills.length,
    killsByKind: counted(chaos.kills.map(({ kind }) => kind)),
    outages: chaos.outages.length,
    outageList: chaos.outages,
    stops: chaos.stops.length,
    stopsByKind: counted(chaos.stops.map(({ type, manner }) => `${type} ${manner}`)),
    rounds: chaos.rounds,
    calmDigest: calm.digest,
    chaosDigest: chaos.digest,
    identical,
    sent: chaos.sent,
    askedAgain: chaos.askedAgain,
    triggers,
    cycles,
    epochs: { calm: calm.epochsTrained, chaos: chaos.epochsTrained },
    wastedEpochs: chaos.epochsTrained - calm.epochsTrained,
    recoveryP95Ms: percentile(recoveries(chaos.kills), 0.95),
    outageRecoveryP95Ms: percentile(recoveries(chaos.outages), 0.95),
    recoveryMedianMs: Object.fromEntries(medians.flatMap(([kind, ms]) => (ms === null ? [] : [[kind, ms]]))),
    seconds: { calm: Math.round(calm.seconds), chaos: Math.round(chaos.seconds) },
    passed:
      identical &&
      triggers.accepted === chaos.sent + chaos.askedAgain &&
      triggers.lost === 0 &&
      triggers.doubled === 0 &&
      cycles.doubled === 0 &&
      cycles.troubled === 0,
  };
}

export function reportText(report: ChaosReport): string {
  const { kills, killsByKind, outageList, stopsByKind, identical, triggers, cycles, seconds } = report;
  const { epochs, wastedEpochs, recoveryP95Ms, outageRecoveryP95Ms } = report;
  const shown = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1000).toFixed(1)} s`);
  const outages = outageList.map(({ kind, manner, seconds: lasted }) => `${kind} ${manner} ${lasted} s`);
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return [
    `${kills} kills (${list(killsByKind)}) in ${seconds.chaos} s; the calm run took ${seconds.calm} s`,
    `outages         ${outages.join('; ') || 'none'}`,
    `stopped         ${list(stopsByKind) || 'none'}`,
    `what was left   ${identical ? 'the same bytes' : 'DIFFERS'}`,
    `triggers        ${list({ ...triggers })}`,
    `cycles          ${list({ ...cycles })}`,
    `epochs          ${list(epochs)}: ${wastedEpochs} trained again`,
    `recovery        95 of 100 kills within ${shown(recoveryP95Ms)}, outages within ${shown(outageRecoveryP95Ms)} of their end`,
  ].join('\n');
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(Object.groupBy(names, (name) => name)).map(([name, all = []]) => [name, all.length]),
  );
}

/** The smallest value that so large a share of the values does not exceed; `null` of none. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
