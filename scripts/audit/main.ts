/**
 * Asks the package registry for known weaknesses of what the lock file installs.
 *
 *   npm run audit:dependencies [-- --json]
 *
 * Exit code 1 on a finding that `allowed.ts` does not give a reason for. A registry that does not answer such questions, as many mirrors do not, is
 * said and is no failure.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { allowedAdvisories } from './allowed.ts';
import { advisoriesIn, judge, refusalIn } from './findings.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const asked = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', maxBuffer: 64 << 20 });
const advisories = advisoriesIn(asked.stdout);
if (advisories) {
  const { findings, stale } = judge(advisories, allowedAdvisories, new Date().toISOString().slice(0, 10));
  for (const { id, package: name, severity, title } of findings) {
    process.stderr.write(`${severity}: ${name}: ${title} (${id})\n`);
  }
  for (const { id } of stale)
    process.stderr.write(`scripts/audit/allowed.ts: ${id} is not found any more, or is too old\n`);
  const said = `${findings.length} findings, ${advisories.length - findings.length} allowed\n`;
  process.stdout.write(values.json ? `${JSON.stringify({ asked: true, findings, stale })}\n` : said);
  process.exitCode = findings.length > 0 ? 1 : 0;
} else {
  const reason = refusalIn(asked.stdout) ?? asked.stderr.trim();
  process.stderr.write(
    `the package registry does not answer audits (${reason}); nothing is known about the dependencies\n`,
  );
  process.stdout.write(values.json ? `${JSON.stringify({ asked: false, reason })}\n` : 'not asked\n');
}
