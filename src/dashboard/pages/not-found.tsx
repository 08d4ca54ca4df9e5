import { Page } from '../layout/page.tsx';
import { PageLink } from '../parts/page-link.tsx';

/** An address that no page has. */
export function NotFound() {
  return (
    <Page title="Page not found" lead="No page has this address.">
      <p>
        <PageLink to="/">Go to Today</PageLink>
      </p>
    </Page>
  );
}
