import { weeksOnEnd } from '../../support/weeks-on-end.ts';

// A whole year: `npm run proof:year`.
weeksOnEnd('a season in seconds', { weeks: 9, lateWeek: 3, outage: { from: 5, weeks: 3 } });
