import { validationGroups, type ValidationReport, type ValidationTest } from '../../contracts/validation.ts';

/**
 * The report as the JUnit XML that CI systems read: a suite a group, a case a test, its subject as the class. What Jenkins, GitLab
 * and the actions of GitHub agree on, and no more.
 */
export function junitXml(report: ValidationReport): string {
  const suites = validationGroups.flatMap((group) => {
    const tests = report.tests.filter((test) => test.group === group);
    return tests.length === 0 ? [] : [suite(group, tests)];
  });
  const totals = attributes({
    name: `shelfcast validate ${report.project}`,
    ...counts(report.tests),
    time: report.seconds.toFixed(3),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals}>\n${suites.join('')}</testsuites>\n`;
}

function suite(group: string, tests: readonly ValidationTest[]): string {
  const head = attributes({ name: group, ...counts(tests), errors: '0' });
  return `  <testsuite${head}>\n${tests.map(testCase).join('')}  </testsuite>\n`;
}

function counts(tests: readonly ValidationTest[]): Record<string, string> {
  const of = (state: ValidationTest['state']): string => `${tests.filter((test) => test.state === state).length}`;
  return { tests: `${tests.length}`, failures: of('failed'), skipped: of('skipped') };
}

function testCase({ group, subject, name, state, detail }: ValidationTest): string {
  const head = attributes({ classname: `${group}.${subject}`, name });
  const inside = {
    passed: `<system-out>${escaped(detail)}</system-out>`,
    failed: `<failure${attributes({ message: detail })}>${escaped(detail)}</failure>`,
    skipped: `<skipped${attributes({ message: detail })}/>`,
  }[state];
  return `    <testcase${head}>${inside}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as XML may hold it: the five characters with a meaning as entities, and those that XML 1.0 has no place for as U+FFFD. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
