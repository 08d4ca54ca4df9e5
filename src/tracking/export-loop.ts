import { setTimeout as wait } from 'node:timers/promises';
import { exportModels, type ExportOutcome, type ExportPorts } from './export-models.ts';
import { knownVersions, outstanding } from './outstanding.ts';

export interface ExportLoopOptions {
  /** Milliseconds between two looks at the registry. Default 15,000. */
  readonly everyMs?: number;
  /** The longest wait after failures, milliseconds; waits double up to it. Default 600,000. */
  readonly longestWaitMs?: number;
  readonly onOutcome?: (outcome: ExportOutcome) => void;
  /** Called with the error that stopped a whole pass, such as a registry that is away. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Exports whatever the target does not know yet, for as long as the signal is not aborted. What is outstanding follows from the
 * registry, so nothing is lost with the process; what fails is tried again, after waits that double. Never throws.
 */
export async function exportLoop(
  ports: ExportPorts,
  signal: AbortSignal,
  options: ExportLoopOptions = {},
): Promise<void> {
  const { everyMs = 15_000, longestWaitMs = 600_000, onOutcome, onTrouble } = options;
  let done: string | undefined;
  let failures = 0;
  while (!isEnded(signal)) {
    try {
      const revision = await ports.registry.exportRevision();
      if (revision !== done) {
        const complete = await exportOutstanding(ports, signal, onOutcome);
        done = complete ? revision : undefined;
        failures = complete ? 0 : failures + 1;
      }
    } catch (error) {
      failures += 1;
      if (!isEnded(signal)) onTrouble?.(error);
    }
    await wait(Math.min(longestWaitMs, everyMs * 2 ** failures), undefined, { signal }).catch(() => undefined);
  }
}

/** Asked again each time: it changes while others are waited for. */
function isEnded(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** One pass. Returns whether the target knows everything now. */
async function exportOutstanding(
  ports: ExportPorts,
  signal: AbortSignal,
  onOutcome: ExportLoopOptions['onOutcome'],
): Promise<boolean> {
  const { registry, tracking } = ports;
  const known = knownVersions(await registry.models());
  const waiting = outstanding(known, await registry.modelExports(tracking.target));
  const outcomes = await exportModels(waiting, ports, signal, onOutcome);
  return outcomes.length === waiting.length && outcomes.every(({ outcome }) => outcome === 'exported');
}
