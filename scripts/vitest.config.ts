import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { catalogAsJson } from './catalog-as-json.ts';
import { LongestFirst } from './longest-first.ts';

/** The offline questionnaire carries its style inside; elsewhere style is left out. */
const css = { include: /requirements\/page\/page\.css/ };

/** The program under test reads its catalog as the built one does; the files themselves are proven in test/catalog. */
const plugins = [catalogAsJson()];

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    // most of the long ones wait for sandboxes and servers, not for the processor
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins,
        test: {
          name: 'unit',
          css,
          // a module holds no state, so a process that has read the program serves file after file: a third of the whole
          isolate: false,
          // generous: a test that hangs is what they are for, not a busy machine
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/crash/**', 'test/lab/**', 'test/rehearsal/**', 'test/against/**'],
        },
      },
      {
        plugins,
        test: {
          name: 'against',
          include: ['test/against/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins,
        test: {
          name: 'rehearsal',
          include: ['test/rehearsal/**/*.test.ts'],
          // a delivery on three practice hosts keeps both cores of a small machine busy
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins,
        test: {
          name: 'e2e',
          css,
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // a page draws what it was told a moment later, on a busy machine a long one
          expect: { poll: { timeout: 20_000 } },
        },
      },
      { plugins, test: { name: 'crash', include: ['test/crash/**/*.test.ts'], testTimeout: 300_000 } },
      {
        plugins,
        test: { name: 'lab', include: ['test/lab/**/*.lab.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
