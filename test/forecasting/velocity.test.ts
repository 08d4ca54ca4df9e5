import { describe, expect, it } from 'vitest';
import { InvalidOptionError, splitVelocity } from '../../src/forecasting/index.ts';
import { missing, panelOfUnits } from './make-panel.ts';

const eighty = { fastShareOfUnits: 0.8 };

describe('splitVelocity', () => {
  it('takes the largest items until the share is reached, lists in panel order', () => {
    const panel = panelOfUnits([[10], [50], [35], [5]], { items: 4 });
    expect(splitVelocity(panel, eighty)).toEqual({ fast: ['item-1', 'item-2'], slow: ['item-0', 'item-3'] });
  });

  it('looks at units up to the cutoff only', () => {
    const rows = [
      [90, missing, 1],
      [5, 5, 100_000],
    ];
    expect(splitVelocity(panelOfUnits(rows, { items: 2, cutoffIndex: 1 }), eighty).fast).toEqual(['item-0']);
  });

  it('calls a single item fast, and everything when nothing sold', () => {
    expect(splitVelocity(panelOfUnits([[3]]), eighty)).toEqual({ fast: ['item-0'], slow: [] });
    expect(splitVelocity(panelOfUnits([[0], [missing]], { items: 2 }), eighty).slow).toEqual([]);
  });

  it('refuses a share outside (0, 1)', () => {
    expect(() => splitVelocity(panelOfUnits([[3]]), { fastShareOfUnits: 1 })).toThrow(InvalidOptionError);
  });
});
