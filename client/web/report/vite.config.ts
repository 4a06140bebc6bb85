import { defineConfig } from 'vite';
import { packages } from '../packages';

// One script, which pack.mjs puts into the report.
export default defineConfig({
  resolve: { alias: packages },
  build: {
    target: 'es2022',
    outDir: '../dist-report',
    emptyOutDir: true,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: new URL('main.tsx', import.meta.url).pathname,
      output: { format: 'iife', entryFileNames: 'report.js' },
    },
  },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
});
