import type { AnswerOf } from '../../../app/operations.ts';
import { percent, plainNumber } from '../../format/numbers.ts';

type Trees = NonNullable<AnswerOf<'models.training'>['members'][number]['trees']>;

/** Columns that are named. */
const columnsNamed = 5;

/** `100 trees of 20,000 rows each, loss 0.284 after the first and 0.253 after the last; splits most by season 8%, price 5%` */
export function treesInWords({ count, rowsPerTree, losses: { first, last }, columns }: Trees): string {
  const most = columns.slice(0, columnsNamed).map(({ column, share }) => `${column} ${percent(share, 0)}`);
  const by = most.length === 0 ? 'no split was worth it' : `splits most by ${most.join(', ')}`;
  return `${count} trees of ${plainNumber(rowsPerTree)} rows each, loss ${first.toFixed(3)} after the first and ${last.toFixed(3)} after the last; ${by}`;
}
