import { amountText, sizeText } from '../amount-text.ts';
import { textTable } from '../text-table.ts';

interface Amount {
  readonly objects: number;
  readonly bytes: number;
}

/** What garbage collection deleted or would, and why the rest stays. */
export function garbageText({
  deleted,
  garbage,
  kept,
  pointers,
  models,
  datasets,
}: {
  readonly deleted: boolean;
  readonly garbage: Readonly<Record<string, Amount>>;
  readonly kept: Readonly<Record<string, Amount>>;
  readonly pointers: number;
  readonly models: readonly unknown[];
  readonly datasets: readonly unknown[];
}): string {
  const going = deleted ? 'deleted' : 'would be deleted';
  const total = totalOf(garbage);
  const also = [
    ...(models.length > 0 ? [`${models.length} models`] : []),
    ...(datasets.length > 0 ? [`${datasets.length} dataset versions`] : []),
    ...(pointers > 0 ? [`${pointers} pointers of fits, checkpoints, leases and conditioned files`] : []),
  ];
  return [
    total.objects === 0 && also.length === 0
      ? `nothing ${going}`
      : `${going}: ${amountText(total)}${also.length === 0 ? '' : `; ${also.join(', ')}`}`,
    ...(total.objects === 0 ? [] : [table('of', garbage)]),
    `stays: ${amountText(totalOf(kept))}`,
    ...(Object.keys(kept).length === 0 ? [] : [table('because', kept)]),
    ...(deleted || total.objects + pointers === 0 ? [] : ['nothing was deleted; --delete deletes it']),
  ].join('\n\n');
}

function table(title: string, amounts: Readonly<Record<string, Amount>>): string {
  const rows = Object.entries(amounts).sort(([, a], [, b]) => b.bytes - a.bytes);
  return textTable(
    [title, 'objects', 'size'],
    rows.map(([name, { objects, bytes }]) => [name, String(objects), sizeText(bytes)]),
  );
}

function totalOf(amounts: Readonly<Record<string, Amount>>): Amount {
  const all = Object.values(amounts);
  return {
    objects: all.reduce((sum, { objects }) => sum + objects, 0),
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
