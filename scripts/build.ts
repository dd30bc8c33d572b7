import { readdir, readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import { readCatalog } from '../main/catalog/read-catalog.ts';
import { catalogAsJson } from './catalog-as-json.ts';

const root = resolve(import.meta.dirname, '..');
/** Native, or read only when asked for and large: installed beside the program. All else becomes part of it: a start reads few files. */
const installed = [
  'better-sqlite3',
  'ssh2',
  'node-pty',
  '@cyclonedx/cyclonedx-library',
  'packageurl-js',
  'openpgp',
  'playwright-core',
  'electron',
];
const external = [...builtinModules.flatMap((name) => [name, `node:${name}`]), ...installed];

const catalogText = async (folder: string) =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(resolve(root, folder)))
        .filter((name) => name.endsWith('.yaml'))
        .map(async (name) => [name, await readFile(resolve(root, folder, name), 'utf8')] as const),
    ),
  );

// what is wrong with it ends the build and is told by file and field
readCatalog({ components: await catalogText('bundles/catalog'), products: await catalogText('bundles/products') });

/** One bundle for everything that runs on Node; chunks are shared. */
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  plugins: [catalogAsJson()],
  ssr: { noExternal: true, external: installed },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist/main',
    // overwritten in place under fixed names, so that a build never takes the program away from one that runs
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      output: { chunkFileNames: 'shared-[name].js' },
      input: {
        cli: resolve(root, 'main/hosts/cli/main.ts'),
        practice: resolve(root, 'main/practice/main.ts'),
        electron: resolve(root, 'main/hosts/electron/main.ts'),
        'engine-process': resolve(root, 'main/hosts/electron/engine-process.ts'),
      },
      external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    },
  },
});

/** What reads workbooks is one file: the desktop program starts it from beside its archive. */
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: resolve(root, 'main/adapters/workbook/reader-process.ts'),
    target: 'node24',
    outDir: 'dist/main',
    emptyOutDir: false,
    minify: false,
    rollupOptions: { output: { entryFileNames: 'workbook-reader.js', codeSplitting: false } },
  },
});

/** A sandboxed preload is one CommonJS file. */
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    outDir: 'dist/main',
    emptyOutDir: false,
    minify: false,
    lib: { entry: resolve(root, 'main/hosts/electron/preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
    rollupOptions: { external: ['electron'] },
  },
});

/** Every browser this runs in reads WOFF2; the older copies would double the fonts. */
const woff2Only: Plugin = {
  name: 'woff2-only',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('@fontsource') ? code.replace(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, '') : undefined,
};

/** The renderer: files only, no inline script; the placeholders are filled in for every answer. */
await build({
  configFile: false,
  root: resolve(root, 'renderer'),
  logLevel: 'warn',
  plugins: [react(), woff2Only],
  html: { cspNonce: 'FERRYMAN-NONCE' },
  build: {
    target: 'es2024',
    outDir: resolve(root, 'dist/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
});
