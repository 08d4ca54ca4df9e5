import { shortVersion } from '../format/names.ts';
import { PageLink } from './page-link.tsx';

/** A version by its first digits; all of them on hover. */
export function Version({ of, to }: { readonly of: string; readonly to?: string }) {
  const code = <code title={of}>{shortVersion(of)}</code>;
  return to === undefined ? code : <PageLink to={to}>{code}</PageLink>;
}
