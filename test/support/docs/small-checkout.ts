import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/** Stores of the example that are kept: two of each region and format. The documentation names store 5. */
const keptStores = new Set(['2', '12', '5', '9', '8', '14', '32', '51']);

/** What makes the example's trainings short. So few stores do not pass for the usual limits of the gate. */
const shortTrainings = `
  members: { network: { epochs: 2, preset: 'mixed', seedsPerView: 1 } },
  backtest: { nWindows: 2 },
  gate: { maxMape: 9, championTolerance: 9, maxLevelFactor: 99, mustBeatBaseline: false },
`;

/** Copies into a folder what a reader of the documentation has: a checkout that is set up, with a smaller example. */
export async function makeSmallCheckout(folder: string): Promise<void> {
  for (const name of ['bin', 'src', 'scripts', 'examples', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    const notState = (source: string): boolean => !source.includes('/.shelfcast');
    await cp(join(checkout, name), join(folder, name), { recursive: true, filter: notState });
  }
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  const example = join(folder, 'examples/orange-juice');
  for (const data of ['landing', 'arrivals']) await keepFewStores(join(example, data));
  const config = join(example, 'shelfcast.config.ts');
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace('  horizonWeeks: 3,\n', `  horizonWeeks: 3,${shortTrainings}`));
}

async function keepFewStores(folder: string): Promise<void> {
  for (const file of await readdir(folder, { recursive: true })) {
    const path = join(folder, file);
    const isPacked = file.endsWith('.gz');
    if (!/\.csv(\.gz)?$/.test(file)) continue;
    const bytes = await readFile(path);
    const [head = '', ...rows] = (isPacked ? gunzipSync(bytes) : bytes).toString().split('\n');
    if (!/^"?store"?,/i.test(head)) continue;
    const kept = [head, ...rows.filter((row) => row === '' || keptStores.has(row.split(',')[0] ?? ''))].join('\n');
    await writeFile(path, isPacked ? gzipSync(kept) : kept);
  }
}
