/**
 * Writes the bill of materials of an installed package to standard output, as CycloneDX: the packages that npm knows, and what came another way.
 *
 *   node write-sbom.ts FOLDER
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLocations } from '../../setup/locations.mjs';

interface Component {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly unknown[];
}

interface BillOfMaterials {
  readonly components: readonly Component[];
}

const folder = process.argv[2] ?? '.';
const npm = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx'], {
  ...{ cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
});
const bill = JSON.parse(npm) as BillOfMaterials;
const apache = [{ license: { id: 'Apache-2.0' } }];
const addon = JSON.parse(
  readFileSync(join(folder, 'lib/node_modules/@tensorflow/tfjs-node/package.json'), 'utf8'),
) as Component;
const others: readonly Component[] = [
  {
    type: 'library',
    name: 'libtensorflow',
    version: readLocations(folder)?.versions.libtensorflow ?? '',
    licenses: apache,
  },
  { type: 'library', name: addon.name, version: addon.version, licenses: apache },
  { type: 'platform', name: 'node', version: process.versions.node },
];
const components = [...bill.components, ...others.map((one) => ({ 'bom-ref': `${one.name}@${one.version}`, ...one }))];
const serialNumber = `urn:uuid:${randomUUID()}`;
process.stdout.write(`${JSON.stringify({ ...bill, serialNumber, components }, undefined, 1)}\n`);
