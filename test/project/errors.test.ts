import { expect, test } from 'vitest';
import { ProjectConfigError } from '../../src/project/errors.ts';

test('a fault that is at many places is said once, with their count', () => {
  const message = '"Mars" is no time zone';
  const faults = [
    ...Array.from({ length: 12 }, (_, index) => ({ path: `regions[${index}].timeZone`, message })),
    { path: '', message: 'no source of kind stores' },
    { path: 'horizonWeeks', message: 'at least 1' },
  ];
  const error = new ProjectConfigError('/p/shelfcast.config.ts', faults);
  expect(error.faults).toEqual(faults);
  expect(error.message.split('\n')).toEqual([
    '/p/shelfcast.config.ts has 14 faults:',
    '  regions[0].timeZone, regions[1].timeZone and 10 more: "Mars" is no time zone',
    '  no source of kind stores',
    '  horizonWeeks: at least 1',
  ]);
});
