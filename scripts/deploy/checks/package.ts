import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployCheck } from '../check.ts';
import { packageFaults } from '../package/package-faults.ts';
import { pack } from '../package/pack.ts';
import { tryPackage } from '../package/try-package.ts';

export const packageCheck: DeployCheck = {
  what: 'npm pack, then in an empty folder npm install, shelfcast init and a whole cycle',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'shelfcast-package-'));
    try {
      const { file, files, bytes } = await pack(folder);
      const faults = packageFaults(files);
      if (faults.length > 0) throw new Error(`${file}: ${faults.slice(0, 10).join('; ')}`);
      const { cycle, ...tried } = await tryPackage(file, join(folder, 'empty'));
      if (cycle !== 'succeeded') throw new Error(`the cycle of the project that shelfcast init made ${cycle}`);
      return { installed: true, cycle, files: files.length, sizeMb: Math.round(bytes / 1e5) / 10, ...tried };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
