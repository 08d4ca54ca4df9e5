import { Page } from '../../layout/page.tsx';

/** Not there yet. */
export function Audit() {
  return <Page title="Audit">{null}</Page>;
}
