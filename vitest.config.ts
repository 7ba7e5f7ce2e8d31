import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A process for each file: an embedded database takes 0.9 GB, and WebAssembly memory is only given back at the end.
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['tests/helpers/template-database.ts'],
    projects: [
      {
        test: {
          name: 'all but the browser',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/helpers/demonstration.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A page on a busy machine: what is polled is waited for as long as what Playwright waits for.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
