import { weeksOnEnd } from '../support/weeks-on-end.ts';

weeksOnEnd('a year in minutes', { weeks: 52, lateWeek: 10, outage: { from: 30, weeks: 3 } });
