import { findingText } from '../../contracts/quality.ts';
import type { QualityProfile } from '../../contracts/dataset.ts';
import type { RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import { percent, units } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** Dataset versions for a terminal. */
export function datasetsText(datasets: readonly RegisteredDataset[]): string {
  if (datasets.length === 0) return 'no dataset version is registered yet';
  return textTable(
    ['region', 'cutoff', 'version', 'recorded', 'rows', 'coverage', 'set aside', 'warnings'],
    datasets.map(({ region, cutoff, version, recordedAt, rows, quality }) => [
      region,
      cutoff,
      version.slice(0, 12),
      recordedAt.slice(0, 16).replace('T', ' '),
      String(rows),
      percent(quality.coverage),
      String(quality.sources.reduce((sum, { quarantined }) => sum + total(quarantined), 0)),
      String(quality.findings?.filter(({ passed }) => !passed).length ?? '-'),
    ]),
    { leftColumns: 4 },
  );
}

/** One dataset version: its sources, its columns, what its checks found. */
export function datasetText({ region, cutoff, version, recordedAt, rows, quality }: RegisteredDataset): string {
  const findings = quality.findings ?? [];
  return [
    [
      `dataset   ${version}`,
      `region    ${region}, cutoff ${cutoff}, recorded ${recordedAt.slice(0, 16).replace('T', ' ')}`,
      `rows      ${rows}; ${percent(quality.coverage)} of cells with units, ${percent(quality.zeroShare)} of them zero`,
      `stores    ${quality.storesInCutoffWeek} of ${quality.stores} in the cutoff week`,
      ...(quality.life ? [`series    ${quality.life.planned} planned, ${quality.life.ended} ended`] : []),
    ].join('\n'),
    textTable(
      ['source', 'kind', 'last week', 'files', 'rows', 'set aside', 'corrected', 'repeated', 'added up'],
      quality.sources.map((source) => [
        source.source,
        source.kind,
        source.lastWeek ?? '',
        ...[
          source.files,
          source.rows,
          total(source.quarantined),
          source.corrected,
          source.repeated,
          source.added ?? 0,
        ].map(String),
      ]),
      { leftColumns: 3 },
    ),
    ...lifeTable(quality.life),
    textTable(
      ['column', 'min', 'mean', 'max', 'missing'],
      quality.columns.map(({ column, min, mean, max, missing }) => [
        column,
        ...[min, mean, max].map(units),
        String(missing),
      ]),
    ),
    findings.length === 0
      ? 'no checks are recorded'
      : [
          'checks',
          ...findings.map((finding) => `  ${finding.passed ? '✔' : '✖'} ${finding.check} · ${findingText(finding)}`),
        ].join('\n'),
  ].join('\n\n');
}

/** The series that are planned or have ended, as far as the profile names them. */
function lifeTable(life: QualityProfile['life']): readonly string[] {
  if (!life || life.named.length === 0) return [];
  const table = textTable(
    ['series', 'format', 'store', 'item', 'last sale', 'because'],
    life.named.map(({ state, format, store, item, lastSale, why }) => [
      state,
      format,
      store,
      item,
      lastSale ?? '',
      why,
    ]),
    { leftColumns: 6 },
  );
  const more = life.planned + life.ended - life.named.length;
  return [more > 0 ? `${table}\n… and ${more} more` : table];
}

function total(counts: Readonly<Record<string, number | undefined>>): number {
  return Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
