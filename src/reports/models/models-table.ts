import { segmentName } from '../../contracts/segment.ts';
import { flooredNoteOf, mapeText } from '../../contracts/shown-mape.ts';
import type { ModelTag, RegisteredModel } from '../../ports/model-catalogue.ts';
import { percent, signedPercent } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** Registered models for a terminal, with the errors of their backtests. */
export function modelsText(models: readonly RegisteredModel[]): string {
  const tagged = models.some(({ tags }) => Object.keys(tags).length > 0);
  const table = textTable(
    [
      ...['environment', 'segment', 'version', 'stage', 'trained', 'cutoff', 'MAPE', 'WAPE', 'bias', 'P10–P90'],
      ...(tagged ? ['tags'] : []),
    ],
    models.map(({ environment, stage, registeredAt, record, tags }) => {
      const errors = record.backtest.metrics.ensemble;
      return [
        environment,
        segmentName(record.segment),
        record.version,
        stage,
        registeredAt.slice(0, 16).replace('T', ' '),
        record.trainingCutoff,
        mapeText(errors, percent),
        percent(errors?.wape),
        signedPercent(errors?.bias),
        percent(record.backtest.coverage),
        ...(tagged ? [tagsText(tags)] : []),
      ];
    }),
    { leftColumns: 4 },
  );
  const note = flooredNoteOf(models.map(({ record }) => record.backtest.metrics.ensemble));
  return note === undefined ? table : `${table}\n${note}`;
}

/** `owner=ann season=spring` */
export function tagsText(tags: Readonly<Record<string, ModelTag>>): string {
  return Object.entries(tags)
    .map(([key, { value }]) => `${key}=${value}`)
    .join(' ');
}
