import { beforeAll, describe, expect, it } from 'vitest';
import { fittedForecasts, readStates } from '../../../src/forecasting/explain/fitted-states.ts';
import { rowReader } from '../../../src/forecasting/features/rows-read.ts';
import type { FittedMember } from '../../../src/forecasting/index.ts';
import { pickRows, rowsOfStores } from '../../../src/forecasting/member-forecast.ts';
import { fit, taskOf } from '../fit.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel({ stores: 3, items: 2, weeks: 80 });
const { cutoffIndex } = panel;

describe('members of a model', () => {
  let lasso: FittedMember;
  let network: FittedMember;
  beforeAll(async () => {
    const task = taskOf(panel);
    lasso = await fit('lasso', task);
    network = await fit('network', task);
  });

  it('that learned the same features read the same rows, made once', () => {
    const states = readStates({ lasso: lasso.toFiles(), network: network.toFiles() });
    const read = rowReader(panel, cutoffIndex, { items: ['item-1'] });
    expect(read(states.lasso!).rows.series.length).toBe(9);
    expect(read(states.network!)).toBe(read(states.lasso!));
  });

  it('that learned others read their own', async () => {
    const later = await fit('network', taskOf(panel, { cutoffIndex: cutoffIndex - 1 }));
    const states = readStates({ lasso: lasso.toFiles(), network: later.toFiles() });
    const read = rowReader(panel, cutoffIndex, { items: ['item-1'] });
    expect(read(states.network!)).not.toBe(read(states.lasso!));
  });

  it('forecast together what each forecasts alone, to the bit', () => {
    const together = fittedForecasts(
      readStates({ lasso: lasso.toFiles(), network: network.toFiles() }),
      ...([panel, cutoffIndex, { items: ['item-1', 'item-0'] }] as const),
    );
    expect(together).toEqual({
      lasso: lasso.predict(panel, cutoffIndex, ['item-1', 'item-0']),
      network: network.predict(panel, cutoffIndex, ['item-1', 'item-0']),
    });
  });

  it('forecast some stores as they forecast all of them', () => {
    const states = readStates({ lasso: lasso.toFiles(), network: network.toFiles() });
    const all = fittedForecasts(states, panel, cutoffIndex, { items: ['item-1'] });
    const some = fittedForecasts(states, panel, cutoffIndex, { items: ['item-1'], stores: ['store-1', 'store-9'] });
    for (const name of ['lasso', 'network'] as const) {
      const rows = rowsOfStores(panel, all[name]!, ['store-1']);
      expect(rows.length).toBe(3);
      expect(some[name]).toEqual(pickRows(all[name]!, rows));
    }
  });
});
