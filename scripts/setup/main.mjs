import { mkdir } from 'node:fs/promises';
import { ClosedHosts } from './closed-hosts.mjs';
import { stopRunningCommands } from './command.mjs';
import { doctorReport } from './doctor-report.mjs';
import { examine } from './doctor.mjs';
import { CacheUnusableError, describe, SetupError } from './errors.mjs';
import { cacheDir, CHECKOUT, readLocations, writeLocations } from './locations.mjs';
import { parseOptions } from './options.mjs';
import { PARTS } from './parts/index.mjs';
import { platformKey } from './platform.mjs';
import { setUp } from './set-up.mjs';
import { isAtLeast } from './versions.mjs';

const OLDEST_NODE = '20.3';

try {
  await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 1;
}

async function main() {
  if (!isAtLeast(process.versions.node, OLDEST_NODE)) {
    throw new SetupError(`Node ${process.versions.node} is too old`, { wayOut: `install Node >= ${OLDEST_NODE}` });
  }
  for (const [signal, exitCode] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.once(signal, () => {
      stopRunningCommands();
      process.exit(exitCode);
    });
  }
  const options = parseOptions(process.argv.slice(2));
  const context = {
    checkout: CHECKOUT,
    cache: cacheDir(),
    platform: platformKey(),
    closedHosts: new ClosedHosts(),
    firstSetUp: readLocations() === undefined,
  };
  if (options.action === 'doctor') {
    const rows = await examine(PARTS, context);
    process.stdout.write(
      options.json ? `${JSON.stringify(rows, undefined, 2)}\n` : doctorReport(rows, process.stdout.isTTY),
    );
    process.exitCode = rows.some(({ needed, status }) => needed && status !== 'found') ? 1 : 0;
    return;
  }
  await mkdir(context.cache, { recursive: true }).catch((cause) => {
    throw new CacheUnusableError(context.cache, cause);
  });
  const start = performance.now();
  const parts = PARTS.filter(({ neededFor }) => neededFor.includes(options.purpose));
  const states = await setUp(parts, context, process.stderr);
  await record(states, (performance.now() - start) / 1_000);
}

/**
 * Keeps what earlier runs, for other purposes, found.
 * @param {ReadonlyMap<string, import('./part.mjs').PartState>} states
 * @param {number} elapsedSeconds
 */
async function record(states, elapsedSeconds) {
  const { setupSeconds: _, versions = {}, ...places } = readLocations() ?? {};
  const temporalCli = states.get('temporal-cli');
  const mlflow = states.get('mlflow');
  const timeSkippingServer = states.get('time-skipping-server');
  const servers = definedOnly({
    s3Server: states.get('s3-server')?.where,
    gcsServer: states.get('gcs-server')?.where,
    azureServer: states.get('azure-server')?.where,
    postgres: states.get('postgres')?.where,
    temporalServer: states.get('temporal-server')?.where,
    chromium: states.get('chromium')?.where,
    helm: states.get('helm')?.where,
    kubeconform: states.get('kubeconform')?.where,
    compose: states.get('docker-compose')?.where,
    kubernetesSchemas: states.get('kubernetes-schemas')?.where,
  });
  await writeLocations({
    ...places,
    ...(temporalCli?.where === undefined ? {} : { temporalCli: temporalCli.where }),
    ...(timeSkippingServer?.where === undefined ? {} : { timeSkippingServer: timeSkippingServer.where }),
    ...servers,
    ...(mlflow?.where === undefined ? {} : { mlflow: mlflow.where }),
    setupSeconds: Math.round(elapsedSeconds * 10) / 10,
    versions: {
      ...versions,
      ...definedOnly({
        node: states.get('pinned-node')?.version,
        libtensorflow: states.get('libtensorflow')?.version,
        tfjsNode: states.get('tfjs-addon')?.version,
        temporalCli: temporalCli?.version,
        timeSkippingServer: timeSkippingServer?.version,
        mlflow: mlflow?.where === undefined ? undefined : mlflow.version,
      }),
    },
  });
}

/**
 * @template {Record<string, string | undefined>} T
 * @param {T} record
 * @returns {{ [K in keyof T]?: string }}
 */
function definedOnly(record) {
  return /** @type {any} */ (Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));
}
