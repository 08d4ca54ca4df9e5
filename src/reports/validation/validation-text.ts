import { stripVTControlCharacters } from 'node:util';
import colors from 'picocolors';
import { validationGroups, type ValidationReport, type ValidationTest } from '../../contracts/validation.ts';

const marks: Readonly<Record<ValidationTest['state'], string>> = { passed: '✓', failed: '✗', skipped: '-' };

/** The tests by group and subject as test runners show them, and a line that counts them last. */
export function validationText(report: ValidationReport, withColours: boolean): string {
  const groups = validationGroups.flatMap((group) => {
    const tests = report.tests.filter((test) => test.group === group);
    if (tests.length === 0) return [];
    const subjects = [...Map.groupBy(tests, ({ subject }) => subject)];
    return [
      [colors.bold(group), ...subjects.flatMap(([subject, some]) => [`  ${subject}`, ...some.map(line)])].join('\n'),
    ];
  });
  const text = [...groups, closingLine(report)].join('\n\n');
  return withColours ? text : stripVTControlCharacters(text);
}

function line({ state, name, detail }: ValidationTest): string {
  const paint = { passed: colors.green, failed: colors.red, skipped: colors.dim }[state];
  return `    ${paint(marks[state])} ${name}${detail === '' ? '' : `  ${state === 'failed' ? detail : colors.dim(detail)}`}`;
}

function closingLine({ passed, failed, skipped, seconds, quick }: ValidationReport): string {
  const counts = `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
  return `${(failed === 0 ? colors.green : colors.red)(counts)}  ${colors.dim(`${seconds.toFixed(1)} s${quick ? ', quick' : ''}`)}`;
}
