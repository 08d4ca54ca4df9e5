import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const locations = fileURLToPath(new URL('../../node_modules/.shelfcast/locations.json', import.meta.url));

/** Python with MLflow, as the set-up provided it; `undefined` where it could not. */
export function mlflowPython(): string | undefined {
  const { mlflow } = JSON.parse(readFileSync(locations, 'utf8')) as { mlflow?: string };
  return mlflow;
}

/** A real MLflow tracking server on a folder: what it knows outlives a kill. */
export class MlflowTestServer {
  readonly uri: string;
  readonly #python: string;
  readonly #directory: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  constructor(python: string, directory: string, port: number) {
    this.#python = python;
    this.#directory = directory;
    this.#port = port;
    this.uri = `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    const options = [
      ...['--host', '127.0.0.1', '--port', String(this.#port), '--workers', '1'],
      ...['--backend-store-uri', `sqlite:///${join(this.#directory, 'mlflow.db')}`],
      ...['--artifacts-destination', join(this.#directory, 'artifacts'), '--serve-artifacts'],
    ];
    this.#process = spawn(this.#python, ['-m', 'mlflow', 'server', ...options], {
      cwd: this.#directory,
      // A group of its own: the server's workers end with it.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
        MLFLOW_DISABLE_TELEMETRY: 'true',
        DO_NOT_TRACK: 'true',
      },
    });
    let words = '';
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2000)));
    while (!(await this.#answers())) {
      if (this.#process.exitCode !== null) throw new Error(`the MLflow server ended: ${words}`);
      await wait(100);
    }
  }

  /** SIGKILL for the server and its workers. */
  async kill(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server?.pid === undefined || server.exitCode !== null) return;
    const ended = once(server, 'exit');
    process.kill(-server.pid, 'SIGKILL');
    await ended;
  }

  async get<Answer>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${this.uri}/api/2.0/mlflow/${path}?${new URLSearchParams(query).toString()}`);
    return (await response.json()) as Answer;
  }

  async post<Answer>(path: string, content: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(content);
    const response = await fetch(`${this.uri}/api/2.0/mlflow/${path}`, { method: 'POST', headers, body });
    return (await response.json()) as Answer;
  }

  async artifact(uri: string, path: string): Promise<Uint8Array> {
    const folder = new URL(uri).pathname.slice(1);
    const response = await fetch(`${this.uri}/api/2.0/mlflow-artifacts/artifacts/${folder}/${path}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  async #answers(): Promise<boolean> {
    return fetch(`${this.uri}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
