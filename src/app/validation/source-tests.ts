import type { IngestedSource } from '../../contracts/dataset.ts';
import type { ResolvedSource } from '../../contracts/project.ts';
import type { ValidationTest } from '../../contracts/validation.ts';
import { JobError } from '../../ports/job-errors.ts';
import type { StepJobs } from '../../ports/job-runner.ts';

/** What is looked at when a source is read, in this order, and the errors that say that it fell short. */
const looks = [
  { name: 'has files', errors: ['SourceEmptyError', 'LandingLinkError'] },
  { name: 'files can be read', errors: ['FileEmptyError', 'FileUnreadableError'] },
  { name: 'columns are there', errors: ['ColumnMissingError', 'HeaderError'] },
  { name: 'conditioner runs', errors: ['ConditionerFailedError', 'ConditionerOutputError'] },
  { name: 'rows set aside', errors: ['TooManyBadRowsError', 'ColumnRetypedError'] },
] as const;

/** Reads a source, and reports how far that went. Throws what is not the source's fault: then nothing could be tested. */
export async function testSource(
  source: ResolvedSource,
  jobs: StepJobs,
): Promise<{ readonly tests: readonly ValidationTest[]; readonly ingested?: IngestedSource }> {
  const { name: subject, maxBadShare, columns } = source;
  try {
    const ingested = await jobs.run('ingest-source', { source: subject });
    const { files, rows, quarantined } = ingested;
    const seen = rows + quarantined;
    const details = [
      `${files} of ${source.landing}`,
      `${rows} rows`,
      columns.length === 0 ? 'the source names none' : columns.join(', '),
      `${rows} rows of its standard table`,
      `${quarantined} of ${seen} rows, ${percent(seen === 0 ? 0 : quarantined / seen)}; limit ${percent(maxBadShare)} of a file`,
    ];
    const tests = looks.map(({ name }, at) => result(subject, name, 'passed', details[at] ?? ''));
    return { tests, ingested };
  } catch (error) {
    const at = error instanceof JobError ? looks.findIndex(({ errors }) => isOneOf(errors, error.errorName)) : -1;
    if (at === -1) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const tests = looks.map(({ name }, index) => {
      if (index < at) return result(subject, name, 'passed', '');
      return index === at
        ? result(subject, name, 'failed', message)
        : result(subject, name, 'skipped', `${looks[at]?.name} failed`);
    });
    return { tests };
  }
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function result(subject: string, name: string, state: ValidationTest['state'], detail: string): ValidationTest {
  return { group: 'data', subject, name, state, detail };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
