import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { prometheusFolder } from './alerts.ts';
import { prometheusTool } from './tools.ts';

/** A Prometheus that scrapes what a test says. */
export interface PrometheusServer {
  /** How many series a query has now. Throws with the server's words where it cannot be evaluated. */
  readonly seriesOf: (query: string) => Promise<number>;
  stop(): Promise<void>;
}

interface Answer<Data> {
  readonly status: string;
  readonly error?: string;
  readonly data: Data;
}

/** Starts Prometheus on loopback with the product's alerts, its data in a folder. Throws `PrometheusMissingError`. */
export async function startPrometheus(folder: string, targets: readonly string[]): Promise<PrometheusServer> {
  const port = await getPort({ host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  await writeFile(
    join(folder, 'prometheus.yml'),
    [
      'global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }',
      `rule_files: ['${prometheusFolder}alerts.yml']`,
      'scrape_configs:',
      `  - { job_name: shelfcast, static_configs: [{ targets: ${JSON.stringify(targets)} }] }`,
      '',
    ].join('\n'),
  );
  const child = spawn(
    prometheusTool('prometheus'),
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const ended = once(child, 'exit');
  const ask = async <Data>(path: string): Promise<Data> => {
    const { status, error, data } = (await (await fetch(`${url}/api/v1/${path}`)).json()) as Answer<Data>;
    if (status !== 'success') throw new Error(error);
    return data;
  };
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Prometheus did not start: ${said}`);
    const ready = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) break;
    await sleep(100);
  }
  return {
    seriesOf: async (query) =>
      (await ask<{ readonly result: readonly unknown[] }>(`query?query=${encodeURIComponent(query)}`)).result.length,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
