import { describe, expect, test } from 'vitest';
import { CronError, cronText, parseCron } from '../../src/contracts/cron.ts';

const all = (from: number, to: number) => [{ start: from, end: to, step: 1 }];
const one = (value: number) => [{ start: value, end: value, step: 1 }];

describe('cron expressions', () => {
  test('Mondays at six', () => {
    expect(parseCron('0 6 * * 1')).toEqual({
      minute: one(0),
      hour: one(6),
      dayOfMonth: all(1, 31),
      month: all(1, 12),
      dayOfWeek: one(1),
    });
  });

  test.each([
    ['  0 6 * * MON ', '0 6 * * 1'],
    ['*/15 8-18/2 * jan-mar,DEC mon-fri', '*/15 8-18/2 * 1-3,12 1-5'],
    ['5/20 0 1,15 * *', '5-59/20 0 1,15 * *'],
    ['0 0 * * 7', '0 0 * * 0'],
    ['0 0 * * 5-7', '0 0 * * 0,5-6'],
    ['0 0 * * 1-7/2', '0 0 * * 0,1-6/2'],
    ['0 0 * * 2-7/2', '0 0 * * 2-6/2'],
  ])('%s means %s', (expression, same) => {
    expect(cronText(parseCron(expression))).toBe(same);
  });

  test.each([
    ['', /it has 0 fields, not five/],
    ['0 6 * *', /it has 4 fields, not five/],
    ['0 0 6 * * 1', /it has 6 fields, not five/],
    ['@weekly', /it has 1 fields, not five/],
    ['60 6 * * 1', /its minute "60" is not within 0 to 59/],
    ['0 24 * * 1', /its hour "24" is not within 0 to 23/],
    ['0 6 0 * *', /its day of the month "0" is not within 1 to 31/],
    ['0 6 * 13 *', /its month "13" is not within 1 to 12/],
    ['0 6 * * 8', /its day of the week "8" is not within 0 to 7/],
    ['0 6 * * monday', /its day of the week "monday"/],
    ['0 6 * * -1', /its day of the week "-1" cannot be read/],
    ['0 6 * * 5-1', /runs backwards/],
    ['0 6 * * 1,', /its day of the week "" cannot be read/],
    ['*/0 6 * * 1', /a step of 0/],
    ['0 6 L * *', /its day of the month "L"/],
    ['0 6 1 * 1', /name days of the month or days of the week/],
  ])('"%s" is refused', (expression, message) => {
    expect(() => parseCron(expression)).toThrow(CronError);
    expect(() => parseCron(expression)).toThrow(message);
  });
});
