import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheItem } from '../cache-item.ts';
import { paths } from '../lab-paths.ts';
import { run } from '../run-command.ts';

/** Programs built from Go modules; one item is one folder of the cache, keyed by its name and version. */
export interface GoItem {
  readonly name: string;
  readonly version: string;
  /** The first one is the upstream: its language version and settings are taken over. */
  readonly modules: ReadonlyArray<readonly [path: string, version: string]>;
  /** File name in the item → import path of its main package. */
  readonly programs: Readonly<Record<string, string>>;
  readonly tags?: string;
  readonly ldflags?: string;
  readonly cgo?: boolean;
  readonly replace?: ReadonlyArray<readonly [path: string, replacement: string]>;
  /** Version of the published modules that stand for the folders upstream replaces its own parts by. */
  readonly stagingVersion?: string;
  /** Files to keep from the upstream module's own tree: name in the item → path there. */
  readonly keep?: Readonly<Record<string, string>>;
}

interface Download {
  readonly Dir: string;
  readonly GoMod: string;
}

const environment = {
  GOPATH: join(paths.goCaches, 'path'),
  GOMODCACHE: join(paths.goCaches, 'mod'),
  GOCACHE: join(paths.goCaches, 'build'),
  GOTOOLCHAIN: 'local',
  GOFLAGS: '-mod=mod',
  GOWORK: 'off',
};

export function itemDir(item: Pick<GoItem, 'name' | 'version'>): string {
  return join(paths.software, `${item.name}-${item.version}`);
}

export async function buildGoItem(item: GoItem): Promise<void> {
  await cacheItem(itemDir(item), async (dir) => {
    const [upstream] = item.modules;
    if (!upstream) throw new Error(`${item.name} names no module`);
    await mkdir(dir);
    const module = join(paths.goCaches, 'modules', `${item.name}-${item.version}`);
    await mkdir(module, { recursive: true });
    const go = (...args: string[]): Promise<string> =>
      run('go', args, {
        cwd: module,
        env: { ...environment, CGO_ENABLED: item.cgo === true ? '1' : '0' },
        failure: `${item.name} ${item.version} could not be built`,
      });

    const download = JSON.parse(await go('mod', 'download', '-json', upstream.join('@'))) as Download;
    await writeFile(join(module, 'go.mod'), goMod(item, await readFile(download.GoMod, 'utf8')));
    const ldflags = `-s -w ${item.ldflags ?? ''}`.trim();
    const common = ['-trimpath', '-buildvcs=false', '-tags', item.tags ?? '', '-ldflags', ldflags];
    const packages = Object.entries(item.programs);
    // One call for all that are called like their package, so that shared packages are linked side by side.
    const plain = packages.filter(([file, path]) => path.endsWith(`/${file}`)).map(([, path]) => path);
    if (plain.length > 0) await go('build', ...common, '-o', `${dir}/`, ...plain);
    for (const [file, path] of packages) {
      if (!path.endsWith(`/${file}`)) await go('build', ...common, '-o', join(dir, file), path);
    }
    for (const [file, path] of Object.entries(item.keep ?? {})) {
      await writeFile(join(dir, file), await readFile(join(download.Dir, path)));
    }
  });
}

/** A module of ours that asks for upstream's: upstream's own replacements do not count for those who import it. */
function goMod(item: GoItem, upstream: string): string {
  const settings = upstream.match(/^(go \S+|godebug \S+|godebug \([\s\S]*?^\))$/gm) ?? [];
  const staging = item.stagingVersion
    ? [...upstream.matchAll(/^\s*(?:replace\s+)?(\S+) => \.\/staging\//gm)].map(
        ([, path]) => `${path} => ${path} ${item.stagingVersion}`,
      )
    : [];
  const replace = [...staging, ...(item.replace ?? []).map(([path, replacement]) => `${path} => ${replacement}`)];
  return [
    'module lab',
    ...settings,
    ...item.modules.map(([path, version]) => `require ${path} ${version}`),
    ...replace.map((line) => `replace ${line}`),
    '',
  ].join('\n');
}
