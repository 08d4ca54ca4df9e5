import { Stack, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { Page } from '../../layout/page.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { dataViews, type DataView } from '../../paths.ts';
import { Checks } from './checks.tsx';
import { Drift } from './drift.tsx';
import { Freshness } from './freshness.tsx';
import { Quarantine } from './quarantine.tsx';
import { Versions } from './versions.tsx';

const views: Readonly<Record<DataView, { readonly label: string; readonly show: () => ReactNode }>> = {
  freshness: { label: 'Freshness', show: () => <Freshness /> },
  checks: { label: 'Checks', show: () => <Checks /> },
  drift: { label: 'Drift', show: () => <Drift /> },
  quarantine: { label: 'Set aside', show: () => <Quarantine /> },
  versions: { label: 'Versions', show: () => <Versions /> },
};

/** What came, and can it be trusted? */
export function Data() {
  const [filters, setFilters] = useFilters('view');
  const view = dataViews.find((one) => one === filters.view) ?? dataViews[0];
  return (
    <Page title="Data" lead="What came, and whether it can be trusted">
      <Tabs
        value={view}
        color="gray"
        keepMounted={false}
        onChange={(chosen) => setFilters({ view: chosen ?? '' })}
        classNames={{ list: 'tabs' }}
      >
        <Tabs.List aria-label="Parts of the page">
          {dataViews.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {views[one].label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {dataViews.map((one) => (
          <Tabs.Panel key={one} value={one} pt="md">
            <Stack gap="md">{views[one].show()}</Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
