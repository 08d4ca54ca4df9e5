import { expect, test } from 'vitest';
import type { GateCheck } from '../../src/contracts/cycle.ts';
import { decideByGate } from '../../src/cycle/decide-by-gate.ts';
import { registeredModel } from '../support/registered-models.ts';

const { segment, backtest, gate } = registeredModel('m2').record;

async function decided(...checks: readonly GateCheck[]) {
  const recorded: unknown[] = [];
  const challenger = {
    ...{ version: 'm2', segment, backtest, gate: checks },
    gatePassed: checks.every(({ passed }) => passed),
  };
  const asked = { environment: 'dev', cycleId: 'cycle/dev/north/2025-10-06/1', cutoff: '2025-10-06', challenger };
  const verdict = await decideByGate({ ...asked, plan: { policy: 'automatic' } }, (decision) => {
    recorded.push(decision);
    return Promise.resolve();
  });
  return { verdict, recorded, challenger };
}

test('a challenger that passed its gate is promoted with its cycle, and nothing is recorded before', async () => {
  const { verdict, recorded } = await decided(gate[0]!);
  expect(verdict).toMatchObject({ outcome: 'promoted', champion: 'm2', scoredBy: 'champion' });
  expect(verdict.reason).toMatch(/^MAPE .*, baseline /);
  expect(recorded).toEqual([]);
});

test('one that its gate refused is recorded as rejected, once for a cycle and segment', async () => {
  const { verdict, recorded, challenger } = await decided(...gate);
  const reason = 'no worse than the champion: MAPE 27.5%, champion 20.0%';
  expect(verdict).toEqual({ outcome: 'rejected', reason });
  expect(recorded).toEqual([
    {
      ref: {
        promotion: 'promotion/dev/north/large/fast/m2',
        // The id of the record is made of it: another attempt is the same record.
        run: 'cycle/dev/north/2025-10-06/1/north/large/fast',
        ...{ environment: 'dev', cutoff: '2025-10-06', challenger },
      },
      step: { kind: 'reject', by: 'cycle/dev/north/2025-10-06/1', reason },
    },
  ]);
});
