import { correctionOrder } from '../../contracts/correction-order.ts';

/**
 * Path below landing under which a corrected file comes after every file of its source, so that its rows hold: the last file's
 * name with `-mended-0001`, `-mended-0002` and so on. The same ending as that file's.
 */
export function mendedName(paths: readonly string[]): string | undefined {
  const last = paths.toSorted(correctionOrder).at(-1);
  if (last === undefined) return undefined;
  const [, stem = last, ending = ''] = /^(.*?)((?:\.[A-Za-z]\w*){1,2})$/.exec(last) ?? [];
  const [, original = stem, number = '0'] = /^(.*)-mended-(\d{4})$/.exec(stem) ?? [];
  return `${original}-mended-${String(Number(number) + 1).padStart(4, '0')}${ending}`;
}
