/**
 * Checks everything in `deploy/` with the tools that use it.
 *
 *   npm run deploy:check [-- --only helm --only alerts --json]
 *
 * Progress goes to standard error; with `--json` the last line of standard output is the report. Exit code 1 where a check failed.
 */
import { parseArgs } from 'node:util';
import { deployChecks } from './checks/index.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  },
});
const unknown = values.only.filter((name) => !(name in deployChecks));
if (unknown.length > 0) {
  const known = Object.keys(deployChecks).join(', ');
  process.stderr.write(`no check is named ${unknown.join(', ')}; there are ${known}\n`);
  process.exit(2);
}
const chosen = Object.entries(deployChecks).filter(([name]) => values.only.length === 0 || values.only.includes(name));
const report: Record<string, unknown> = {};
let failed = 0;
for (const [name, check] of chosen) {
  const startedAt = performance.now();
  const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  process.stderr.write(`${name}: ${check.what} …\n`);
  try {
    report[name] = await check.run();
    process.stderr.write(`${name}: passed in ${seconds()}\n`);
  } catch (error) {
    failed += 1;
    const message = error instanceof Error ? error.message : String(error);
    report[name] = { failed: message };
    process.stderr.write(`${name}: FAILED after ${seconds()}\n${message}\n`);
  }
}
const { secrets } = report;
const secretsFound =
  typeof secrets === 'object' && secrets !== null && 'secretsFound' in secrets
    ? { secretsFound: secrets.secretsFound }
    : {};
process.stdout.write(
  values.json
    ? `${JSON.stringify({ ...report, ...secretsFound })}\n`
    : `${chosen.length - failed} of ${chosen.length} checks passed\n`,
);
process.exitCode = failed > 0 ? 1 : 0;
