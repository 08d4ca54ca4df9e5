import { grafanaPanel, type Row } from './panel.ts';

/** A page of Grafana. */
export interface Dashboard {
  /** Of its file, and its address in Grafana: `shelfcast-operations`. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly Row[];
}

const columns = 24;
const datasource = { type: 'prometheus', uid: 'prometheus' };

const choice = (name: string, query: string, several: boolean): object => ({
  ...{ name, label: name, type: 'query', datasource, query: { query, refId: name }, definition: query },
  ...{ refresh: 2, sort: 1, multi: several, includeAll: several },
  ...(several ? { allValue: '.*', current: { text: ['All'], value: ['$__all'] } } : {}),
});

/** The page in Grafana's own form. */
export function grafanaDashboard({ uid, title, description, rows }: Dashboard): object {
  const panels: object[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      ...{ id: panels.length + 1, type: 'row', title: row.title, collapsed: false, panels: [] },
      gridPos: { x: 0, y, w: columns, h: 1 },
    });
    y += 1;
    let x = 0;
    for (const panel of row.panels) {
      const { width = 12 } = panel;
      if (x + width > columns) {
        x = 0;
        y += 8;
      }
      panels.push(grafanaPanel(panel, panels.length + 1, { x, y }));
      x += width;
    }
    y += 8;
  }
  return {
    ...{ uid, title, description, tags: ['shelfcast'], schemaVersion: 39, version: 1, editable: false },
    ...{ timezone: 'utc', refresh: '1m', time: { from: 'now-24h', to: 'now' }, graphTooltip: 1 },
    templating: {
      list: [
        choice('environment', 'label_values(shelfcast_region_info, environment)', false),
        choice('region', 'label_values(shelfcast_region_info{environment="$environment"}, region)', true),
      ],
    },
    links: [{ type: 'dashboards', tags: ['shelfcast'], title: 'Shelfcast', asDropdown: true, keepTime: true }],
    annotations: { list: [] },
    panels,
  };
}
