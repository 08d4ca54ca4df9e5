import { expect, test } from 'vitest';
import type { AdoptionOutcome } from '../../../src/contracts/adoption.ts';
import { adoptionText } from '../../../src/reports/models/adoption-text.ts';
import { registeredModel } from '../../support/registered-models.ts';

const { version, segment, backtest, gate } = registeredModel('a81f').record;
const outcome: AdoptionOutcome = {
  ...{ decision: 'promoted', reason: '', from: 'dev', to: 'prod', policy: 'automatic', champion: 'b7c2' },
  challenger: { version, segment, backtest, gate, gatePassed: true },
  dataset: { version: 'd'.repeat(64), cutoff: '2025-10-06' },
  ...{ promotion: 'promotion/prod/north/large/fast/a81f', triggerId: 'adoption/a81f/1' },
};
const { triggerId: _none, ...untriggered } = outcome;

test('the checks of the gate, the decision, and what follows', () => {
  expect(adoptionText(outcome).split('\n')).toEqual([
    'a81f of north/large/fast, dev → prod, champion b7c2; on dataset dddddddddddd to 2025-10-06',
    '  ✔ mape within target: MAPE 27.5%, target 45.0%',
    '  ✖ no worse than the champion: MAPE 27.5%, champion 20.0%',
    '',
    'promoted: it is the champion in prod',
    'scored again by trigger adoption/a81f/1',
  ]);
});

test.each<[string, AdoptionOutcome, string]>([
  [
    'nobody scores yet',
    untriggered,
    'the controller refused the scoring cycle; the version scores from the next cycle on',
  ],
  [
    'rejected',
    { ...untriggered, decision: 'rejected' },
    'rejected: the gate of prod refuses it, and its champion stays',
  ],
  [
    'waits',
    { ...untriggered, decision: 'awaiting-approval', policy: 'manual' },
    'shelfcast approve a81f --env prod --reason "…", or shelfcast reject',
  ],
  [
    'a dry run',
    { ...untriggered, decision: 'judged', policy: 'manual' },
    'nothing was changed: the gate of prod would let it pass, and it would wait for approval',
  ],
])('%s', (_what, one, last) => {
  expect(adoptionText(one).split('\n').at(-1)).toBe(last);
});
