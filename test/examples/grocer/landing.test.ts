import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createDuckDbTableEngine } from '../../../src/adapters/duckdb/duckdb-table-engine.ts';
import { defaultGrocer } from '../../../src/generator/settings.ts';
import { writeGrocer } from '../../../src/composition/generate-grocer.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const checkedIn = fileURLToPath(new URL('../../../examples/grocer/landing', import.meta.url));

test('the landing that comes along is what its README says it is', async () => {
  const directory = await temporaryDirectory();
  await writeGrocer(directory, { ...defaultGrocer, stores: 4, items: 8, weeks: 110, dirtyShare: 0.005, seed: 7 });
  const tables = await createDuckDbTableEngine();
  onTestFinished(() => tables.close());

  /** By path, a digest of the unpacked content: packing may differ between machines. */
  const contentsOf = async (folder: string): Promise<Readonly<Record<string, string>>> => {
    const contents: Record<string, string> = {};
    for await (const path of glob('**/*.*', { cwd: folder })) {
      const full = join(folder, path);
      const hash = createHash('sha256');
      if (path.endsWith('.parquet'))
        hash.update(
          JSON.stringify(Object.entries(await tables.readParquet(full)).map(([name, values]) => [name, [...values]])),
        );
      else hash.update(path.endsWith('.gz') ? gunzipSync(await readFile(full)) : await readFile(full));
      contents[path] = hash.digest('hex');
    }
    return contents;
  };
  expect(await contentsOf(checkedIn)).toEqual(await contentsOf(join(directory, 'landing')));
});
