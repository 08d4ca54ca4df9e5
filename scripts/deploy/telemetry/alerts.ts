import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** `deploy/prometheus`, with a `/` at its end. */
export const prometheusFolder = fileURLToPath(new URL('../../../deploy/prometheus/', import.meta.url));
const runbooks = fileURLToPath(new URL('../../../docs/runbooks.md', import.meta.url));

/** An alert as its file has it. */
interface Alert {
  readonly name: string;
  readonly severity: string | undefined;
  readonly summary: string | undefined;
  readonly runbookUrl: string | undefined;
}

/** The alerts of `deploy/prometheus/alerts.yml`. */
export async function readAlerts(): Promise<readonly Alert[]> {
  const text = await readFile(`${prometheusFolder}alerts.yml`, 'utf8');
  return text
    .split(/^\s*- alert: /m)
    .slice(1)
    .map((block) => {
      const value = (key: string): string | undefined =>
        new RegExp(`\\b${key}: '?(.*?)'?\\s*}?$`, 'm').exec(block)?.[1];
      return {
        name: block.split('\n')[0]?.trim() ?? '',
        severity: value('severity'),
        summary: value('summary'),
        runbookUrl: value('runbook_url'),
      };
    });
}

/** What is wrong between alerts, their runbooks and their tests; empty where nothing is. */
export async function alertFaults(): Promise<readonly string[]> {
  const alerts = await readAlerts();
  const tests = await readFile(`${prometheusFolder}alerts.test.yml`, 'utf8');
  const headings = [...(await readFile(runbooks, 'utf8')).matchAll(/^## (Shelfcast\w+)$/gm)].map(([, name]) => name);
  const names = alerts.map(({ name }) => name);
  return [
    ...alerts.flatMap(({ name, severity, summary, runbookUrl }) => [
      ...(severity === 'critical' || severity === 'warning' ? [] : [`${name} has no severity critical or warning`]),
      ...(summary === undefined ? [`${name} has no summary`] : []),
      ...(runbookUrl === `docs/runbooks.md#${name.toLowerCase()}`
        ? []
        : [`${name} has another runbook: ${runbookUrl}`]),
      ...(headings.includes(name) ? [] : [`docs/runbooks.md has no section ${name}`]),
      ...(new RegExp(`alertname: ${name}\\n\\s+exp_alerts:\\n`).test(tests) ? [] : [`no test has ${name} fire`]),
    ]),
    ...headings.filter((name) => !names.includes(name ?? '')).map((name) => `no alert belongs to the runbook ${name}`),
  ];
}
