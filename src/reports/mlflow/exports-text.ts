import type { ExportStatus } from '../../contracts/export-status.ts';
import { textTable } from '../text-table.ts';

/** How far exports are, for a terminal. */
export function exportStatusText({ target, automatic, exported, outstanding, models }: ExportStatus): string {
  const head = `${target}: ${exported} of ${models.length} models exported, ${outstanding} outstanding; automatic export is ${automatic ? 'on' : 'off'}`;
  if (models.length === 0) return head;
  const table = textTable(
    ['segment', 'version', 'stage', 'state', 'MLflow version', 'exported'],
    models.map((one) => [
      one.segment,
      one.version,
      stagesText(one.stages),
      one.state,
      one.model === undefined ? '' : `${one.model} ${one.number}`,
      (one.exportedAt ?? '').slice(0, 16).replace('T', ' '),
    ]),
    { leftColumns: 6 },
  );
  const failures = models.flatMap(({ version, failure }) => (failure === undefined ? [] : [`${version}: ${failure}`]));
  return [head, '', table, ...(failures.length === 0 ? [] : ['', 'Last failures:', ...failures])].join('\n');
}

function stagesText(stages: Readonly<Record<string, string>>): string {
  return Object.entries(stages)
    .map(([environment, stage]) => `${environment}: ${stage}`)
    .join(', ');
}
