import { segmentName } from '../../contracts/segment.ts';
import type { RegisteredModel } from '../../ports/registry.ts';
import { percent, signedPercent } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** Registered models for a terminal, with the errors of their backtests. */
export function modelsText(models: readonly RegisteredModel[]): string {
  if (models.length === 0) return 'no model is registered yet';
  return textTable(
    ['environment', 'segment', 'version', 'stage', 'trained', 'cutoff', 'MAPE', 'WAPE', 'bias', 'P10–P90'],
    models.map(({ environment, stage, registeredAt, record }) => {
      const errors = record.backtest.metrics.ensemble;
      return [
        environment,
        segmentName(record.segment),
        record.version,
        stage,
        registeredAt.slice(0, 16).replace('T', ' '),
        record.trainingCutoff,
        percent(errors?.mape),
        percent(errors?.wape),
        signedPercent(errors?.bias),
        percent(record.backtest.coverage),
      ];
    }),
    { leftColumns: 4 },
  );
}
