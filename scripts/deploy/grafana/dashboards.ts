import { grafanaDashboard, type Dashboard } from './dashboard.ts';
import { models } from './models.ts';
import { operations } from './operations.ts';
import { workers } from './workers.ts';

/** Every page, in the order of Grafana's list. */
export const dashboards: readonly Dashboard[] = [operations, models, workers];

/** The file of a page below `deploy/grafana/dashboards`, and its content. */
export function dashboardFiles(): readonly { readonly name: string; readonly text: string }[] {
  return dashboards.map((dashboard) => ({
    name: `${dashboard.uid.replace('shelfcast-', '')}.json`,
    text: `${JSON.stringify(grafanaDashboard(dashboard), undefined, 2)}\n`,
  }));
}
