import { Page } from '../../layout/page.tsx';

/** Not there yet. */
export function Why() {
  return <Page title="Why">{null}</Page>;
}
