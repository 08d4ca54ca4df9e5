/** Writes the pages of Grafana to `deploy/grafana/dashboards`: `node scripts/deploy/grafana/main.ts`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { dashboardFiles } from './dashboards.ts';

const folder = fileURLToPath(new URL('../../../deploy/grafana/dashboards/', import.meta.url));
for (const { name, text } of dashboardFiles()) {
  await writeFile(`${folder}${name}`, text);
  process.stdout.write(`deploy/grafana/dashboards/${name}\n`);
}
