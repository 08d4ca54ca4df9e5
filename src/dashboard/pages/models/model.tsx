import { Page } from '../../layout/page.tsx';

/** Not there yet. */
export function Model({ version }: { readonly version: string }) {
  return <Page title={version}>{null}</Page>;
}
