import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const bootstrapItalia = dirname(fileURLToPath(import.meta.resolve('bootstrap-italia/package.json')));

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  root: 'client',
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // A data: URI would need a hole in the content security policy.
    assetsInlineLimit: 0,
    target: 'es2022',
  },
  css: {
    preprocessorOptions: {
      scss: {
        loadPaths: [join(bootstrapItalia, 'src/scss')],
        quietDeps: true,
        // bootstrap-italia 2 still speaks the old dialect of Sass.
        silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
      },
    },
  },
  server: {
    // Not /api.ts, which is a module of ours.
    proxy: { '^/api/': server, '^/status$': server },
  },
});
