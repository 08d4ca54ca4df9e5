import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { metricRows } from '../../scripts/deploy/telemetry/metrics-page.ts';

test('docs/telemetry.md has every metric, with its type, source, labels and meaning', () => {
  const page = readFileSync(new URL('../../docs/telemetry.md', import.meta.url), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => /^\| `shelfcast_/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual(metricRows());
});
