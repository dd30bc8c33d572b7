import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import type { KubernetesRelease } from '../../model/plan/kubernetes-release.ts';
import flannel from './flannel.yml?raw';
import { writeImages } from './images.ts';

const run = promisify(execFile);

/**
 * Writes a bundle spec for one Kubernetes release and everything it names into a folder; answers the spec's path. The
 * programs are small scripts that ask the practice process; names, versions and layout are those of a real bundle.
 */
export async function writeBundleParts(folder: string, release: KubernetesRelease): Promise<string> {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const platform = `linux/${architecture}`;
  const { version, companions } = release;
  const companion = (id: string) => companions[id] ?? '';
  const script = (path: string, program: string, programVersion: string) =>
    writeScript(
      join(folder, path),
      `# practice ${program} ${programVersion}\nexec /.practice/stand-ins/ask ${program} "$@"\n`,
    );

  for (const program of ['kubeadm', 'kubelet', 'kubectl']) await script(`bin/${program}`, program, version);
  await script('runc', 'runc', companion('runc'));
  await script('bin/registry', 'registry', companion('registry'));
  for (const program of ['containerd', 'ctr'])
    await script(`containerd/bin/${program}`, program, companion('containerd'));
  for (const plugin of ['bridge', 'flannel', 'host-local', 'loopback', 'portmap']) {
    await writeScript(join(folder, 'cni', plugin), `# practice CNI plugin ${plugin}\n`);
  }
  await run('tar', ['-C', join(folder, 'containerd'), '-czf', join(folder, 'containerd.tar.gz'), 'bin']);
  await run('tar', ['-C', join(folder, 'cni'), '-czf', join(folder, 'cni-plugins.tgz'), '.']);
  await writeFile(join(folder, 'kube-flannel.yml'), flannel);
  await writeImages(join(folder, 'images'), imagesOf(release), architecture);

  const file = (id: string, kind: string, fileVersion: string, path: string, on = platform) => ({
    id,
    kind,
    version: fileVersion,
    platform: on,
    path,
  });
  const spec = {
    apiVersion: 'ferryman/v1',
    kind: 'BundleSpec',
    name: 'practice-kubernetes',
    version: `${version.slice(1)}-practice`,
    platforms: [platform],
    images: [{ layout: './images' }],
    files: [
      file('kubeadm', 'binary', version, './bin/kubeadm'),
      file('kubelet', 'binary', version, './bin/kubelet'),
      file('kubectl', 'binary', version, './bin/kubectl'),
      file('containerd', 'archive', companion('containerd'), './containerd.tar.gz'),
      file('runc', 'binary', companion('runc'), './runc'),
      file('cni-plugins', 'archive', companion('cni-plugins'), './cni-plugins.tgz'),
      file('registry', 'binary', companion('registry'), './bin/registry'),
      file('flannel', 'manifest', companion('flannel'), './kube-flannel.yml', 'any'),
    ],
  };
  const path = join(folder, 'spec.yaml');
  await writeFile(path, stringify(spec));
  return path;
}

function imagesOf({ images, pauseImage, coreDnsImage, networkImages, verificationImage }: KubernetesRelease): string[] {
  return [...new Set([pauseImage, ...images, coreDnsImage, ...networkImages, verificationImage])];
}

async function writeScript(path: string, body: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/bash\n${body}`);
  await chmod(path, 0o755);
}
