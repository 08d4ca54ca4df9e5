import { expect, test } from 'vitest';
import { generatedText } from '../../../src/reports/generate/generated-text.ts';

const facts = {
  folder: '/data/grocer',
  seconds: 2,
  lastWeek: '2020-01-20',
  arrivingWeeks: [],
  shipmentRows: 36_500,
  dirtyRows: 31,
  correctedRows: 21,
  oracle: [
    {
      ...{ region: 'midwest', format: 'large', velocity: 'fast', items: ['1001', '1002'], zeroShare: 0.125 },
      errors: { median: { mape: 0.21, wape: 0.156 }, relative: { mape: 0.184, wape: 0.17 } },
    },
  ],
};

test('says how much there is, the least errors, and where to find it', () => {
  expect(generatedText(facts)).toBe(`36,500 rows of shipments up to the week of 2020-01-20 in 2.0 s, 18,250 a second
31 broken lines among them, 21 rows reported wrong and corrected

segment             items  zeros  least MAPE  least WAPE
------------------  -----  -----  ----------  ----------
midwest/large/fast      2  12.5%       18.4%       15.6%
The best possible forecast of the last weeks, which knows everything but the random draw.

landing   /data/grocer/landing
truth     /data/grocer/truth`);
});

test('names the weeks that are held back', () => {
  const text = generatedText({ ...facts, arrivingWeeks: ['2020-01-27', '2020-02-03'] });
  expect(text).toContain('up to the week of 2020-02-03');
  expect(text).toContain('arrivals  /data/grocer/arrivals: 2020-01-27, 2020-02-03 and a correction');
});
