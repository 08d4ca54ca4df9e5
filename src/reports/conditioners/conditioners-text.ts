import type { ConditionedSample, ConditionerTest } from '../../contracts/conditioner-test.ts';

/** Tests of conditioners as a test runner reports them: a line per file, its failures below, a sum at the end. */
export function conditionersText(tests: readonly ConditionerTest[]): string {
  const lines = tests.flatMap(({ source, files, failures }) => [
    `${files.some(isFailed) || failures.length > 0 ? 'FAIL' : 'PASS'}  ${source}`,
    ...failures.map((failure) => `      ${failure}`),
    ...files.flatMap(fileLines),
  ]);
  const failed = tests.filter(({ files, failures }) => files.some(isFailed) || failures.length > 0).length;
  return `${[...lines, '', `${tests.length - failed} passed, ${failed} failed`].join('\n')}\n`;
}

function isFailed({ failures }: ConditionedSample): boolean {
  return failures.length > 0;
}

function fileLines({ file, rawRows, rows, setAside, failures }: ConditionedSample): readonly string[] {
  const reasons = Object.entries(setAside).map(([reason, count]) => `${reason} ${count}`);
  const aside = reasons.length > 0 ? `, set aside: ${reasons.join(', ')}` : '';
  const mark = failures.length > 0 ? '✗' : '✓';
  return [`  ${mark} ${file}: ${rawRows} rows, ${rows} kept${aside}`, ...failures.map((failure) => `      ${failure}`)];
}
