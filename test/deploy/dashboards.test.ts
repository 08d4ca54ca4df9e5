import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dashboardFiles, dashboards } from '../../scripts/deploy/grafana/dashboards.ts';
import { metricNames } from '../../src/telemetry/metric-table.ts';

const folder = fileURLToPath(new URL('../../deploy/grafana/', import.meta.url));

describe('the pages of Grafana', () => {
  test('are what their code makes', () => {
    expect(readdirSync(`${folder}dashboards`).sort()).toEqual(
      dashboardFiles()
        .map(({ name }) => name)
        .sort(),
    );
    for (const { name, text } of dashboardFiles()) {
      expect(readFileSync(`${folder}dashboards/${name}`, 'utf8'), `${name}: run "npm run deploy:dashboards"`).toBe(
        text,
      );
    }
  });

  test('ask for metrics that there are, and each metric of the product is on one of them or has an alert', () => {
    const queries = dashboards
      .flatMap(({ rows }) => rows.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries)))
      .map(({ query }) => query)
      .join(' ');
    const alerts = readFileSync(`${folder}../prometheus/alerts.yml`, 'utf8');
    const asked = new Set(
      [...queries.matchAll(/\bshelfcast_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, '')),
    );
    expect([...asked].filter((name) => !metricNames.some((known) => known === name))).toEqual([]);
    expect(metricNames.filter((name) => !queries.includes(name) && !alerts.includes(name))).toEqual([]);
  });

  test('panels do not lie on each other, and all have a source', () => {
    for (const { text } of dashboardFiles()) {
      const { panels } = JSON.parse(text) as {
        readonly panels: readonly {
          readonly title: string;
          readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
        }[];
      };
      const taken = new Set<string>();
      for (const { title, gridPos } of panels) {
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
          for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
            expect(taken.has(`${x}/${y}`), title).toBe(false);
            taken.add(`${x}/${y}`);
          }
        }
      }
    }
  });

  test('the provisioned source is the one they name', () => {
    expect(readFileSync(`${folder}provisioning/datasources/prometheus.yml`, 'utf8')).toContain('uid: prometheus');
  });
});
