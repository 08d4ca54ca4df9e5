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
    // Plot, which is loaded when a chart is shown first.
    chunkSizeWarningLimit: 600,
  },
});
