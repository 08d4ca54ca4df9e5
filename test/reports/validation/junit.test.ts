import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ValidationReport } from '../../../src/contracts/validation.ts';
import { junitXml } from '../../../src/reports/validation/junit.ts';
import { parseXml } from '../../support/xml.ts';

const report: ValidationReport = {
  project: 'corner <shop>',
  quick: true,
  passed: 1,
  failed: 1,
  skipped: 1,
  seconds: 1.5,
  tests: [
    { group: 'data', subject: 'sales', name: 'has files', state: 'passed', detail: '2 of sales/*.csv' },
    { group: 'data', subject: 'sales', name: 'rows set aside', state: 'failed', detail: '3 & more < 4\n"many"' },
    { group: 'scoring', subject: 'all', name: 'scoring tests', state: 'skipped', detail: 'a source cannot be used' },
  ],
};

test('suites by group, cases by test, what failed with its figure', () => {
  expect(junitXml(report)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="shelfcast validate corner &lt;shop&gt;" tests="3" failures="1" skipped="1" time="1.500">
  <testsuite name="data" tests="2" failures="1" skipped="0" errors="0">
    <testcase classname="data.sales" name="has files"><system-out>2 of sales/*.csv</system-out></testcase>
    <testcase classname="data.sales" name="rows set aside"><failure message="3 &amp; more &lt; 4&#10;&quot;many&quot;">3 &amp; more &lt; 4
&quot;many&quot;</failure></testcase>
  </testsuite>
  <testsuite name="scoring" tests="1" failures="0" skipped="1" errors="0">
    <testcase classname="scoring.all" name="scoring tests"><skipped message="a source cannot be used"/></testcase>
  </testsuite>
</testsuites>
`);
});

test('law: any text of a test can be read back, except what XML has no place for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (detail) => {
      const xml = junitXml({ ...report, tests: [{ ...report.tests[1]!, detail }] });
      const text = parseXml(xml).querySelector('failure')?.textContent;
      const readable = detail.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
      expect(text).toBe(readable);
    }),
  );
});
