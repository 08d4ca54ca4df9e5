import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run build:dashboard`: pages into `dist/dashboard`, every asset among them, nothing inline that a strict policy for scripts forbids. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
