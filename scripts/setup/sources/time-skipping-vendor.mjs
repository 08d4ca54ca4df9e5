import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadFile } from '../download.mjs';
import { TIME_SKIPPING_ARCHIVES, TIME_SKIPPING_VERSION } from '../pins/temporal.mjs';
import { vendorArchive } from './vendor-archive.mjs';

/**
 * The server from Temporal: the pinned release archive, or for platforms without a pin the archive that the vendor's
 * index names, which is the way the SDK goes too.
 *
 * @param {import('../part.mjs').SetupContext} context
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function timeSkippingFromVendor(context, progress) {
  const [os, arch] = context.platform.replace('x64', 'amd64').split('-');
  const sha256 = TIME_SKIPPING_ARCHIVES[context.platform];
  if (sha256 !== undefined) {
    const name = `temporal-test-server_${TIME_SKIPPING_VERSION}_${os}_${arch}.tar.gz`;
    const url = `https://github.com/temporalio/sdk-java/releases/download/v${TIME_SKIPPING_VERSION}/${name}`;
    return vendorArchive(context, progress, { url, sha256, strip: 1 });
  }
  return {
    name: "the vendor's archive (temporal.download)",
    async fetch(draft) {
      const index = join(draft, 'index.json');
      const url = `https://temporal.download/temporal-test-server/v${TIME_SKIPPING_VERSION}?platform=${os}&arch=${arch}&format=tar.gz`;
      await downloadFile({ url, file: index, closedHosts: context.closedHosts });
      const { archiveUrl } = /** @type {{ archiveUrl: string }} */ (JSON.parse(await readFile(index, 'utf8')));
      return vendorArchive(context, progress, { url: archiveUrl, strip: 1 }).fetch(draft);
    },
  };
}
