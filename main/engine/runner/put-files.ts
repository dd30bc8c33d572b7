import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { HostLink } from './host-link.ts';
import putFilesSource from './put-files.sh?raw';

export interface SmallFile {
  /** Lower-case hex SHA-256 of its bytes, and its name on the machine. */
  readonly sha256: string;
  /** As an error names it. */
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** Where a machine keeps what it was sent, below /var/lib/ferryman. */
export type FileStore = 'scripts' | 'blobs/sha256';

/** Exit codes of put-files.sh. */
const [wrongDigest, noRoom] = [21, 22];

/**
 * Brings small files to a machine in one message: all of them or none.
 * HOST_E0001 one is damaged · HOST_E0002 no room · SSH_E0005 the link was lost, nothing came · HOST_E0003 anything else.
 */
export async function putFiles(
  link: HostLink,
  store: FileStore,
  files: readonly SmallFile[],
  signal?: AbortSignal,
): Promise<void> {
  // scripts are how a machine is looked at: on a disk where only root finds room any more they have to be tried
  const need = store === 'scripts' ? 0 : files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const argv = ['/bin/bash', '-c', putFilesSource, 'ferryman:put-files', `/var/lib/ferryman/${store}`, String(need)];
  const parts = files.flatMap(({ sha256, bytes }) => [Buffer.from(`${sha256} ${bytes.length}\n`), bytes]);
  const { exitCode, stdout, stderr } = await link.exec({
    class: 'scratch',
    argv,
    stdin: Buffer.concat(parts),
    ...(signal === undefined ? {} : { signal }),
  });
  if (exitCode === 0) return;
  const machine = link.host.name;
  const said = stdout.trim();
  if (exitCode === wrongDigest) {
    const what = files.find(({ sha256 }) => sha256 === said)?.what ?? files.map((file) => file.what).join(', ');
    throw new FerrymanError('HOST_E0001', { machine, what }, { target: machine });
  }
  if (exitCode === noRoom) {
    const [neededMiB = '?', freeMiB = '?'] = said.split(' ');
    throw new FerrymanError(
      'HOST_E0002',
      { machine, path: '/var/lib/ferryman', neededMiB, freeMiB },
      { target: machine },
    );
  }
  const parameters = { machine, script: 'put-files', exitCode: exitCode ?? -1, detail: stderr.trim().slice(-300) };
  throw new FerrymanError('HOST_E0003', parameters, { target: machine });
}
