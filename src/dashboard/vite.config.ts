import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Puts each text next to itself compressed: what every reader loads is not compressed for each of them. */
const compressed: Plugin = {
  name: 'compressed',
  async writeBundle({ dir = '.' }) {
    const names = (await readdir(dir, { recursive: true })).filter((name) => /\.(js|css|html|svg)$/.test(name));
    for (const name of names) {
      const path = join(dir, name);
      const bytes = await readFile(path);
      await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes));
      await writeFile(`${path}.gz`, await promisify(gzip)(bytes));
    }
  },
};

/** `npm run build:dashboard`: pages into `dist/dashboard`, every asset among them, nothing inline that a strict policy for scripts forbids. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed],
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        pages: join(import.meta.dirname, 'index.html'),
        api: join(import.meta.dirname, 'api-page/index.html'),
      },
    },
    // Plot, which is loaded when a chart is shown first, and the API's own page, which nothing else loads.
    chunkSizeWarningLimit: 2000,
  },
});
