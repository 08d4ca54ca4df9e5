import { amountText } from '../amount-text.ts';
import { textTable } from '../text-table.ts';

interface Amount {
  readonly objects: number;
  readonly bytes: number;
}

/** What a copy of the artifacts got. */
export function copiedText({
  restorableTo,
  copied,
  there,
  pointers,
  published,
}: {
  readonly restorableTo: string;
  readonly copied: Amount;
  readonly there: Amount;
  readonly pointers: number;
  readonly published: number;
}): string {
  return [
    `copied: ${amountText(copied)}; there already: ${amountText(there)}`,
    `pointers: ${pointers}, files of published forecasts: ${published}`,
    `the copy has everything that the registry referred to at ${restorableTo}`,
  ].join('\n');
}

/** Whether the artifact store has what the registry refers to. */
export function verifiedText({
  referred,
  read,
  faulty,
}: {
  readonly referred: number;
  readonly read: number;
  readonly faulty: readonly {
    readonly hash: string;
    readonly extension: string;
    readonly fault: string;
    readonly of: string;
  }[];
}): string {
  const looked =
    read > 0 ? `, ${read} read and compared with their hash` : '; --read compares them with their hash too';
  if (faulty.length === 0) return `all ${referred} artifacts that the registry refers to are there${looked}`;
  return [
    `${faulty.length} of ${referred} artifacts that the registry refers to cannot be used${looked}`,
    textTable(
      ['artifact', 'fault', 'of'],
      faulty.map(({ hash, extension, fault, of }) => [`${hash.slice(0, 16)}.${extension}`, fault, of]),
    ),
    'restore them from a copy: "shelfcast artifacts copy" with SHELFCAST_ARTIFACTS set to the copy',
  ].join('\n\n');
}
