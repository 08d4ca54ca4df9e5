import { Page } from '../../layout/page.tsx';

/** Not there yet. */
export function Forecasts() {
  return <Page title="Forecasts">{null}</Page>;
}
