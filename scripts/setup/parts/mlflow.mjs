import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findEntry } from '../cache-entry.mjs';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { needCommand } from '../fall-back.mjs';
import { MLFLOW_REQUIREMENTS, MLFLOW_VERSION, OLDEST_PYTHON } from '../pins/mlflow.mjs';
import { provide } from '../provide.mjs';
import { isAtLeast } from '../versions.mjs';

const WAY_OUT = `install Python >= ${OLDEST_PYTHON} with pip and venv`;

/**
 * MLflow's tracking server, which tests of the export run against. A step of its own, `npm run setup:mlflow`, since it takes
 * minutes; without it those tests are skipped.
 * @type {import('../part.mjs').Part}
 */
export const mlflow = {
  id: 'mlflow',
  title: 'MLflow server',
  neededFor: ['mlflow'],
  after: [],

  async inspect(context) {
    const entry = await findEntry(join(context.cache, entryName(context)));
    if (entry === undefined) return { ready: false, version: MLFLOW_VERSION, problem: 'not in the cache' };
    return { ready: true, where: pythonIn(entry.dir), version: MLFLOW_VERSION, source: entry.record.source };
  },

  async install(context, progress) {
    await provide({
      cache: context.cache,
      entry: entryName(context),
      part: "MLflow's tracking server",
      sources: [fromPip(progress)],
      check: async (draft) => {
        progress.step('loading it once');
        await run(pythonIn(draft), ['-c', 'import mlflow.server.fastapi_app'], { env: quiet() });
        return {};
      },
      wayOut: WAY_OUT,
      progress,
    });
  },

  async prove(context) {
    const { where } = await mlflow.inspect(context);
    if (where === undefined) throw new SetupError('MLflow is not in the cache');
    await run(where, ['-m', 'mlflow', '--version'], { env: quiet() });
  },
};

/**
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
function fromPip(progress) {
  return {
    name: 'pip install',
    async fetch(draft) {
      const python = needCommand(['python3', 'python'], WAY_OUT);
      const version = (await run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])).trim();
      if (!isAtLeast(version, OLDEST_PYTHON)) throw new SetupError(`Python ${version} is too old`, { wayOut: WAY_OUT });
      progress.step('making a virtual environment');
      await run(python, ['-m', 'venv', '--without-pip', draft]);
      const requirements = join(draft, 'requirements.txt');
      await writeFile(requirements, MLFLOW_REQUIREMENTS);
      progress.step(`pip install mlflow==${MLFLOW_VERSION} (some minutes)`);
      const options = [
        '--no-deps',
        '--only-binary=:all:',
        '--retries=1',
        '--timeout=10',
        '--disable-pip-version-check',
      ];
      await run(
        python,
        ['-m', 'pip', '--python', pythonIn(draft), 'install', ...options, '--requirement', requirements],
        {
          onLine: progress.detail,
        },
      );
      await rm(requirements);
      return [];
    },
  };
}

/** The server sends usage statistics to its maker, unless that is turned off. */
function quiet() {
  return { ...process.env, PYTHONDONTWRITEBYTECODE: '1', MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' };
}

/** @param {string} dir */
function pythonIn(dir) {
  return join(dir, 'bin', 'python');
}

/** @param {import('../part.mjs').SetupContext} context */
function entryName({ platform }) {
  return `mlflow/${MLFLOW_VERSION}-${platform}`;
}
