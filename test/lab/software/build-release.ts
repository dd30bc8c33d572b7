import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { baseRootPath } from '../base-root.ts';
import { cacheItem } from '../cache-item.ts';
import { paths, scriptPath } from '../lab-paths.ts';
import { run } from '../run-command.ts';
import { bundleSpec, fileNames } from './bundle-spec.ts';
import { buildGoItem, itemDir } from './go-item.ts';
import {
  cniPluginsItem,
  containerdItem,
  corednsItem,
  etcdItem,
  flannelItem,
  kubernetesItem,
  registryItem,
  runcItem,
} from './go-items.ts';
import { imagesOf } from './images.ts';
import { buildLocalPrograms } from './local-programs.ts';
import { writeOciLayout } from './oci-layout.ts';
import { bundleInputDir, type Release } from './releases.ts';

/** Everything `ferryman bundle build` needs for one Kubernetes release, laid out like upstream's release files. */
export async function buildRelease(release: Release): Promise<void> {
  await cacheItem(bundleInputDir(release), async (dir) => {
    // One after the other: each build keeps every core busy by itself.
    for (const item of [
      kubernetesItem(release),
      etcdItem(release),
      corednsItem(release),
      containerdItem,
      runcItem,
      cniPluginsItem,
      flannelItem,
      registryItem,
    ]) {
      await buildGoItem(item);
    }
    await buildLocalPrograms();
    await mkdir(join(dir, 'bin'), { recursive: true });
    await Promise.all([writeImages(dir, release), writeFiles(dir, release), fetchPackages(dir)]);
    await writeFile(join(dir, 'spec.yaml'), bundleSpec(release));
  });
  await removeOlder(bundleInputDir(release), `kubernetes-${release.kubernetes}-`);
  // Go's caches grow to tens of GB, and all that was built from them is kept.
  if (process.env.FERRYMAN_LAB_KEEP_GO === undefined) await rm(paths.goCaches, { recursive: true, force: true });
}

/** What older recipes put together is of no more use. */
async function removeOlder(current: string, prefix: string): Promise<void> {
  for (const name of await readdir(dirname(current))) {
    if (name.startsWith(prefix) && name !== basename(current)) {
      await rm(join(dirname(current), name), { recursive: true, force: true });
    }
  }
}

async function writeImages(dir: string, release: Release): Promise<void> {
  const iptablesRoot = join(dir, 'iptables-root');
  await run('bash', [scriptPath('software', 'make-iptables-root.sh'), iptablesRoot, baseRootPath()], {
    failure: 'the small root with iptables could not be made',
  });
  await writeOciLayout(join(dir, 'images'), await imagesOf(release, iptablesRoot));
  await rm(iptablesRoot, { recursive: true });
}

async function writeFiles(dir: string, release: Release): Promise<void> {
  for (const name of ['kubeadm', 'kubelet', 'kubectl']) {
    await cp(join(itemDir(kubernetesItem(release)), name), join(dir, 'bin', name));
  }
  await cp(join(itemDir(runcItem), 'runc'), join(dir, fileNames.runc));
  await cp(join(itemDir(registryItem), 'registry'), join(dir, fileNames.registry));
  await cp(join(itemDir(flannelItem), 'kube-flannel.yml'), join(dir, fileNames.flannel));
  await archive(join(dir, fileNames.containerd), itemDir(containerdItem), 's,^./,bin/,');
  await archive(join(dir, fileNames.cniPlugins), itemDir(cniPluginsItem));
}

/** An archive whose bytes depend on its files alone. */
async function archive(path: string, from: string, transform?: string): Promise<void> {
  const files = (await readdir(from)).sort().map((name) => `./${name}`);
  const names = transform === undefined ? [] : [`--transform=${transform}`];
  await run('tar', [
    ...['--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=gnu', '-I', 'gzip -n'],
    ...names,
    ...['-C', from, '-cf', path, ...files],
  ]);
}

async function fetchPackages(dir: string): Promise<void> {
  const script = scriptPath('software', 'make-debian-mirror.sh');
  await run('bash', [script, join(dir, fileNames.debian), baseRootPath()], {
    failure: 'the Debian packages for the hosts could not be fetched',
  });
}
