import { metricDefinitions, metricNames } from '../../../src/telemetry/metric-table.ts';

/** The cells of a row of the table of metrics in docs/telemetry.md. */
export function metricRows(): readonly (readonly string[])[] {
  return metricNames.map((name) => {
    const { type, from, labels, help } = metricDefinitions[name];
    return [`\`${name}\``, type, from, labels.map((label) => `\`${label}\``).join(', '), help];
  });
}
