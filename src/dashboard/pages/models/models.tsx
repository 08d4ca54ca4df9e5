import { Page } from '../../layout/page.tsx';

/** Not there yet. */
export function Models() {
  return <Page title="Models">{null}</Page>;
}
