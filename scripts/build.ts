import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'vite';
import packageJson from '../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');
const external = [
  ...builtinModules.flatMap((name) => [name, `node:${name}`]),
  ...Object.keys({ ...packageJson.dependencies, ...packageJson.optionalDependencies }),
  'electron',
];

/** One bundle for everything that runs on Node; chunks are shared. Packages stay outside: they are installed beside it. */
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist/main',
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: { cli: resolve(root, 'main/hosts/cli/main.ts') },
      external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    },
  },
});
