import { exportModels } from '../../app/tracking/export-models.ts';
import { exportStatus } from '../../app/tracking/export-status.ts';
import { exportedText, exportOutcomeText } from '../../reports/mlflow/exported-text.ts';
import { exportStatusText } from '../../reports/mlflow/exports-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { UsageError } from '../usage.ts';

/** Which models to export: what the server lacks, or more or less than that. */
export interface ExportOptions extends AppOptions {
  readonly version?: string;
  /** A day, `2026-11-09`. */
  readonly since?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

/** `shelfcast mlflow export`. Returns the exit code: 1 where a model could not be written. */
export async function exportCommand(options: ExportOptions): Promise<number> {
  const { version, since, all, dryRun, json } = options;
  if (since !== undefined && !isDay(since)) throw new UsageError(`--since takes a day, YYYY-MM-DD, not "${since}"`);
  const input = {
    ...(version === undefined ? {} : { version }),
    ...(since === undefined ? {} : { since }),
    ...(all === undefined ? {} : { all }),
    ...(dryRun === undefined ? {} : { dryRun }),
  };
  return runOperation(exportModels, options, input, {
    text: exportedText,
    onStep: (step) => {
      if (step.step !== 'model-exported') return;
      (json ? process.stderr : process.stdout).write(`${exportOutcomeText(step.outcome)}\n`);
    },
    exitCode: (answer) => {
      const { wanted, outcomes } = answer;
      const failed = outcomes.some(({ outcome }) => outcome === 'failed');
      return answer.dryRun || (outcomes.length === wanted.length && !failed) ? 0 : 1;
    },
  });
}

/** `shelfcast mlflow status`. Returns the exit code. */
export function statusCommand(options: AppOptions): Promise<number> {
  return runOperation(exportStatus, options, {}, { text: exportStatusText });
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
