import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The offline questionnaire carries its style inside; elsewhere style is left out. */
const css = { include: /requirements\/page\/page\.css/ };

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    // most of the long ones wait for sandboxes and servers, not for the processor
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: 'unit',
          css,
          // generous: a test that hangs is what they are for, not a busy machine
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/crash/**', 'test/lab/**'],
        },
      },
      { test: { name: 'e2e', css, include: ['test/e2e/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { name: 'crash', include: ['test/crash/**/*.test.ts'], testTimeout: 300_000 } },
      { test: { name: 'lab', include: ['test/lab/**/*.lab.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
