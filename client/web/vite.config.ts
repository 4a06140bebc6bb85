import { defineConfig } from 'vite';
import { packages } from './packages';

export default defineConfig({
  // Files are named relative to the page's <base>, so that the page works behind any path prefix.
  base: './',
  resolve: { alias: packages },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A file that is inlined as data: would need a weaker Content-Security-Policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
});
