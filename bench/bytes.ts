/**
 * Fits one and the same LASSO in many processes, with Node as it is and with the options that processes of jobs have, and counts the
 * different models that result. There should be one.
 *
 *   npm run bench:bytes [-- --processes=100] [--side-by-side=4] [--json]
 *
 * Exits 1 where processes with the options of jobs do not agree. The last line is JSON.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { sideBySide } from '../src/contracts/side-by-side.ts';
import { childEnvironment } from '../src/processes/child-environment.ts';
import { nodeOptions } from '../src/processes/node-options.ts';

const program = fileURLToPath(new URL('bytes/fit-main.ts', import.meta.url));
const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '100' },
    'side-by-side': { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});
const processes = Number(values.processes);

/** How many processes came to each model, by its hash. */
async function modelsOf(options: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const tasks = Array.from({ length: processes }, () => [...options, program]);
  const made = await sideBySide(tasks, Number(values['side-by-side']), async (args) => {
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: childEnvironment() });
    return stdout;
  });
  const counts: Record<string, number> = {};
  for (const model of made) counts[model] = (counts[model] ?? 0) + 1;
  return counts;
}

const models = { asItIs: await modelsOf([]), asJobs: await modelsOf(nodeOptions()) };
if (!values.json) {
  const counts = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .sort(([, a], [, b]) => b - a)
      .map(([model, count]) => `${count} × ${model}`)
      .join(', ');
  process.stdout.write(`Node ${process.version}, ${processes} processes each\n`);
  process.stdout.write(`  as it is   ${counts(models.asItIs)}\n  as in jobs ${counts(models.asJobs)}\n`);
}
process.stdout.write(`${JSON.stringify({ node: process.version, processes, models })}\n`);
if (Object.keys(models.asJobs).length > 1) process.exitCode = 1;
