import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configurationPage } from './page.ts';

const file = join(import.meta.dirname, '../../docs/configuration.md');
await writeFile(file, await format(configurationPage(), { ...(await resolveConfig(file)), parser: 'markdown' }));
process.stdout.write('wrote docs/configuration.md\n');
