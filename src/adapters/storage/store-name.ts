import { StoreNameError } from '../../ports/artifact-errors.ts';

const part = /^[A-Za-z0-9_=@+-][A-Za-z0-9._=@+-]*$/;
const hash = /^[0-9a-f]{64}$/;
const extension = /^[a-z0-9]{1,16}$/;

/** Checks a name given by a caller: parts separated by `/`, none of which can leave the folder or hide. */
export function checkedName(name: string): string {
  if (name.length > 512 || !name.split('/').every((text) => part.test(text) && text.length <= 200)) {
    throw new StoreNameError(name);
  }
  return name;
}

/** Path of an artifact below the objects folder: two characters of fan-out, so that folders stay small. */
export function objectName(ref: { readonly hash: string; readonly extension: string }): string {
  if (!hash.test(ref.hash)) throw new StoreNameError(ref.hash);
  if (!extension.test(ref.extension)) throw new StoreNameError(ref.extension);
  return `${ref.hash.slice(0, 2)}/${ref.hash.slice(2)}.${ref.extension}`;
}

/** The artifact of a path below the objects folder; `undefined` where it is none's, such as a file that is still being written. */
export function objectOf(path: string): { readonly hash: string; readonly extension: string } | undefined {
  const [, start, rest, ending] = /^([0-9a-f]{2})\/([0-9a-f]{62})\.([a-z0-9]{1,16})$/.exec(path) ?? [];
  return ending === undefined ? undefined : { hash: `${start}${rest}`, extension: ending };
}
