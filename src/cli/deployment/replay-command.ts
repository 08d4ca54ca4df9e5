import { replayHistories } from '../../app/deployment/replay-histories.ts';
import { textTable } from '../../reports/text-table.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { UsageError } from '../usage.ts';

export interface ReplayOptions extends AppOptions {
  readonly env: string;
  readonly since: string;
  readonly most: number;
}

const unitMs = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `shelfcast replay`: compares the workflows of this build with recent histories. Returns 1 where one diverges, or none was there. */
export function replayCommand(options: ReplayOptions): Promise<number> {
  return runOperation(
    replayHistories,
    options,
    { environment: options.env, since: momentBefore(options.since), most: options.most },
    {
      text: ({ buildId, replayed, divergences }) => {
        const rows = Object.entries(replayed).map(([workflow, runs]) => [workflow, String(runs)]);
        const total = Object.values(replayed).reduce((sum, runs) => sum + runs, 0);
        const affected = divergences.filter(({ pinned }) => !pinned);
        const pinned = divergences.length - affected.length;
        const verdict =
          total === 0
            ? `build ${buildId}: nothing to replay since ${options.since}, so nothing is proved`
            : affected.length === 0
              ? `build ${buildId} continues all ${total} runs as they were`
              : `build ${buildId} diverges in ${affected.length} of ${total} runs:`;
        const found = affected.map(({ workflow, workflowId, runId, divergence }) => {
          return `  ${workflow} ${workflowId} (run ${runId}): ${divergence}`;
        });
        if (pinned > 0) found.push(`${pinned} other runs differ, but are pinned: they end on the build they began on`);
        return [textTable(['workflow', 'runs'], rows), '', verdict, ...found].join('\n');
      },
      exitCode: ({ divergences, replayed }) => {
        const isEmpty = Object.values(replayed).every((runs) => runs === 0);
        return isEmpty || divergences.some(({ pinned }) => !pinned) ? 1 : 0;
      },
    },
  );
}

/** `30d` → the moment 30 days ago, ISO 8601. */
function momentBefore(text: string, now = Date.now()): string {
  const [, count, unit] = /^(\d+)([hdw])$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`--since takes hours, days or weeks, as 12h, 30d or 4w, not "${text}"`);
  return new Date(now - Number(count) * unitMs[unit as keyof typeof unitMs]).toISOString();
}
