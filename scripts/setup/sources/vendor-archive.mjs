import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run } from '../command.mjs';
import { downloadFile } from '../download.mjs';
import { megabytes } from '../progress.mjs';

/**
 * A .tar.gz from the vendor's own host, its top directory left off when `strip` says so.
 *
 * @param {import('../part.mjs').SetupContext} context
 * @param {import('../progress.mjs').PartProgress} progress
 * @param {{ url: string, sha256?: string, strip?: number }} archive without `sha256`, what came is taken on trust and
 *   recorded with the entry
 * @returns {import('../provide.mjs').NativeSource}
 */
export function vendorArchive({ cache, closedHosts }, progress, { url, sha256, strip = 0 }) {
  return {
    name: `the vendor's archive (${new URL(url).host})`,
    async fetch(draft) {
      const file = join(
        cache,
        'downloads',
        sha256 === undefined ? basename(new URL(url).pathname) : `${sha256}.tar.gz`,
      );
      progress.step(`downloading from ${new URL(url).host}`);
      const onProgress = (/** @type {{ received: number, total: number | undefined }} */ so) =>
        progress.detail(megabytes(so));
      await downloadFile({ url, file, closedHosts, onProgress, ...(sha256 === undefined ? {} : { sha256 }) });
      progress.step('unpacking');
      try {
        await run('tar', ['-xzf', file, '-C', draft, `--strip-components=${strip}`]);
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
      return [file];
    },
  };
}
