import { posix, win32 } from 'node:path';
import { expect, it } from 'vitest';
import { blobPath, localPath, partialDirectory, specPath } from '../../main/bundle/paths.ts';
import { printable, systemReason } from '../../main/bundle/printable.ts';

const digest = `sha256:${'a'.repeat(64)}`;

it("follows Windows' rules where asked to", () => {
  expect(localPath('D:\\交付 包', blobPath(digest), win32)).toBe(`D:\\交付 包\\blobs\\sha256\\${'a'.repeat(64)}`);
  expect(specPath('D:\\规格\\spec.yaml', './bin/kubeadm', win32)).toBe('D:\\规格\\bin\\kubeadm');
  expect(specPath('D:\\规格\\spec.yaml', 'E:\\x.tar', win32)).toBe('E:\\x.tar');
  expect(partialDirectory('D:\\out\\离线包', win32)).toBe('D:\\out\\.离线包.partial');
  expect(partialDirectory('\\\\server\\share\\离线包\\', win32)).toBe('\\\\server\\share\\.离线包.partial');
});

it("follows this machine's rules else", () => {
  expect(localPath('/交付', blobPath(digest), posix)).toBe(`/交付/${blobPath(digest)}`);
  expect(specPath('/a/spec.yaml', '../b', posix)).toBe('/b');
});

it('makes foreign text fit for one line', () => {
  expect(printable('a\u202eb\nc\u001b[31m')).toBe('a\ufffdb\ufffdc\ufffd[31m');
  const full = new Error("ENOSPC: no space left on device, write '/a/b'");
  expect(systemReason(full)).toBe('ENOSPC: no space left on device');
});
