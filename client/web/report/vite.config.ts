import { defineConfig } from 'vite';

// One script, which pack.mjs puts into the report.
export default defineConfig({
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
