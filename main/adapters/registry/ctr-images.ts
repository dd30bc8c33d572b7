import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { stripRemoteText } from '../../model/strip-remote-text.ts';
import type { ContainerdImages } from '../../ports/containerd-images.ts';

const run = promisify(execFile);

/** Exports through containerd's own `ctr`, which must be on the PATH. */
export const ctrImages: ContainerdImages = {
  async export({ address, namespace, images }, platforms, file, signal) {
    const chosen = platforms.flatMap((platform) => ['--platform', platform]);
    const argv = ['--address', address, '--namespace', namespace, 'images', 'export', ...chosen, file, ...images];
    try {
      await run('ctr', argv, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw new FerrymanError('BUNDLE_E0022', { address, detail: reasonOf(error) }, { cause: error });
    }
  },
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'ctr is not on the PATH';
  const said = 'stderr' in error ? String(error.stderr).trim() : '';
  return stripRemoteText(said === '' ? error.message : said).slice(0, 300);
}
