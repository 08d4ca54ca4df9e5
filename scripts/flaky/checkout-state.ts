import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';

/** Names what is in a checkout: its commit and a hash of what is not committed. Results of another state tell nothing. */
export function checkoutState(checkout: string): string {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: checkout, encoding: 'utf8', maxBuffer: 1 << 28 });
  const uncommitted = createHash('sha256')
    .update(git('diff', 'HEAD'))
    .update(git('ls-files', '--others', '--exclude-standard'))
    .digest('hex');
  return `${git('rev-parse', 'HEAD').trim()} ${uncommitted.slice(0, 12)}`;
}
