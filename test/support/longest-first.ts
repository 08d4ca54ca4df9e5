import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes, the longest of each project first. A fresh clone knows no durations, and Vitest would begin with those of the most text. */
export const longest = [
  'test/stack/docs.test.ts',
  'test/stack/dashboard.test.ts',
  'test/stack/production.test.ts',
  'test/stack/secrets.test.ts',
  'test/processes/run-job.test.ts',
  'test/datasets/repeated-weeks.test.ts',
  'test/extending/tables.test.ts',
  'test/system/workflows/controller-life.test.ts',
  'test/system/local/local-run.test.ts',
  'test/system/chaos.test.ts',
  'test/system/cycle.test.ts',
];

/** Has the files that take longest begin first, so that none of them is left over at the end with an idle core next to it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const known = longest.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return known < 0 ? longest.length : known;
    };
    return (await super.sort(files)).sort((one, other) => {
      const group = groupOf(one) - groupOf(other);
      return group === 0 ? place(one) - place(other) : group;
    });
  }
}

/** Projects run one after the other. */
const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
