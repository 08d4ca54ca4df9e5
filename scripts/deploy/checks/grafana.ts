import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DeployCheck } from '../check.ts';
import { dashboardFiles, dashboards } from '../grafana/dashboards.ts';
import { withObservedStack } from '../telemetry/observed-stack.ts';
import { startPrometheus } from '../telemetry/prometheus.ts';
import { prometheusTool, promtool } from '../telemetry/tools.ts';
import { requireDevServer } from '../tools.ts';

const folder = fileURLToPath(new URL('../../../deploy/grafana/dashboards/', import.meta.url));

/** Panels, each with its queries as Grafana would send them. */
const panels = dashboards.flatMap(({ title, rows }) =>
  rows.flatMap((row) =>
    row.panels.map((panel) => ({
      name: `${title}: ${panel.title}`,
      queries: panel.queries.map(({ query }) =>
        query
          .replaceAll('$environment', 'dev')
          .replaceAll('$region', '.*')
          .replaceAll('$__rate_interval', '5m')
          .replaceAll('$__range', '1h'),
      ),
    })),
  ),
);

export const grafana: DeployCheck = {
  what: 'every panel has a series from a real Prometheus that scraped two real cycles',
  async run() {
    // Looked for at once: a cycle takes a while.
    prometheusTool('prometheus');
    requireDevServer();
    for (const { name, text } of dashboardFiles()) {
      if ((await readFile(`${folder}${name}`, 'utf8')) !== text) {
        throw new Error(
          `deploy/grafana/dashboards/${name} is not what scripts/deploy/grafana makes; run "npm run deploy:dashboards"`,
        );
      }
    }
    const scratch = await mkdtemp(join(tmpdir(), 'shelfcast-prometheus-'));
    try {
      return await withObservedStack(async ({ apiUrl, statusUrls, nextWeek }) => {
        const prometheus = await startPrometheus(
          scratch,
          statusUrls.map((url) => new URL(url).host),
        );
        try {
          await nextWeek();
          for (let asked = 0; asked < 3; asked += 1) {
            await fetch(`${apiUrl}/api/v1/environments/dev/overview`);
            await sleep(1100);
          }
          for (const url of statusUrls) {
            await promtool(['check', 'metrics'], { input: ownMetrics(await (await fetch(`${url}/metrics`)).text()) });
          }
          const empty = await emptyPanels(prometheus.seriesOf);
          if (empty.length > 0) throw new Error(`no series: ${empty.join('; ')}`);
          return { dashboards: dashboards.length, panels: panels.length, withSeries: panels.length };
        } finally {
          await prometheus.stop();
        }
      });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  },
};

/** Those of the product: names of the SDK are not ours to choose. */
function ownMetrics(text: string): string {
  const lines = text.split('\n').filter((line) => /^(# (HELP|TYPE) )?shelfcast_/.test(line));
  return `${lines.join('\n')}\n`;
}

/** Queries without a series, after some more scrapes if need be. */
async function emptyPanels(seriesOf: (query: string) => Promise<number>): Promise<readonly string[]> {
  let left = panels.flatMap(({ name, queries }) => queries.map((query) => ({ name, query })));
  const deadline = Date.now() + 30_000;
  for (;;) {
    const counts = await Promise.all(left.map(({ query }) => seriesOf(query)));
    left = left.filter((_, index) => counts[index] === 0);
    if (left.length === 0 || Date.now() > deadline) return left.map(({ name, query }) => `${name} (${query})`);
    await sleep(1000);
  }
}
