import { expect, test } from 'vitest';
import { advisoriesIn, judge, refusalIn } from '../../../scripts/audit/findings.ts';

/** What npm prints, shortened to what is read. */
const output = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    outer: { name: 'outer', severity: 'high', via: ['inner'], range: '*' },
    inner: {
      via: [
        {
          source: 1,
          name: 'inner',
          severity: 'high',
          title: 'reads too much',
          url: 'https://github.com/advisories/GHSA-1',
        },
        { source: 2, name: 'inner', severity: 'low', title: 'is slow', url: 'https://github.com/advisories/GHSA-2' },
      ],
    },
  },
});

test('each advisory is reported once, for the package that has it', () => {
  expect(advisoriesIn(output)).toEqual([
    { id: 'GHSA-1', package: 'inner', severity: 'high', title: 'reads too much' },
    { id: 'GHSA-2', package: 'inner', severity: 'low', title: 'is slow' },
  ]);
  expect(advisoriesIn('{"vulnerabilities": {}}')).toEqual([]);
});

test.each(['', 'not JSON', '{"message": "405 Method Not Allowed", "statusCode": 405}'])(
  'a registry that was not able to answer has not said that all is well: %j',
  (text) => {
    expect(advisoriesIn(text)).toBeUndefined();
  },
);

test('it says why', () => {
  expect(refusalIn('{"message": "405 Method Not Allowed", "statusCode": 405}')).toBe('405 Method Not Allowed');
  expect(refusalIn('')).toBeUndefined();
});

test('what is allowed for a reason is no finding until its date; one that is gone is said', () => {
  const advisories = advisoriesIn(output)!;
  const allowed = (id: string, until: string) => ({ id, until, why: 'a test' });
  const { findings, stale } = judge(
    advisories,
    [allowed('GHSA-1', '2026-12-31'), allowed('GHSA-2', '2026-01-31'), allowed('GHSA-3', '2026-12-31')],
    '2026-11-29',
  );
  expect(findings.map(({ id }) => id)).toEqual(['GHSA-2']);
  expect(stale.map(({ id }) => id)).toEqual(['GHSA-2', 'GHSA-3']);
});
