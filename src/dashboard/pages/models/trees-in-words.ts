import type { AnswerOf } from '../../../app/operations.ts';
import { percent } from '../../format/numbers.ts';

type Trees = NonNullable<AnswerOf<'models.training'>['members'][number]['trees']>;

/** Columns that are named. */
const columnsNamed = 5;

/** `100 trees, error 28.4% after the first and 25.3% after the last; splits most by season 8%, price 5%` */
export function treesInWords({ count, losses: { first, last }, columns }: Trees): string {
  const most = columns.slice(0, columnsNamed).map(({ column, share }) => `${column} ${percent(share, 0)}`);
  const by = most.length === 0 ? 'no split was worth it' : `splits most by ${most.join(', ')}`;
  return `${count} trees, error ${percent(first)} after the first and ${percent(last)} after the last; ${by}`;
}
