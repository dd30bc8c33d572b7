import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { siteFiles } from '../../../main/adapters/sqlite/site-file.ts';

/** A folder of its own with Chinese and a space in its name. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ferryman 站点 '));
}

/** A site file of its own, closed, with some entries of every kind in it. */
export async function siteWithContent(folder = temporaryFolder()): Promise<string> {
  const path = join(folder, '华东-02.ferry');
  const store = siteFiles.create(path, { isPractice: false });
  store.saveDocument('requirements', { site: '华东-02' });
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      store.append('op', { type: 'note-added', by: 'li.wei', note: `${index} ${'长'.repeat(200)}` }),
    ),
  );
  store.close();
  return path;
}

/** Starts the second Ferryman; as root, `asNobody` gives it an account without rights. */
export function otherProcess(verb: string, path: string, asNobody = false): ChildProcessWithoutNullStreams {
  const script = join(import.meta.dirname, 'other-process.ts');
  const account = asNobody && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  return spawn(process.execPath, [script, verb, path], { stdio: 'pipe', ...account });
}

/** The first line it prints, as JSON. */
export async function firstAnswer(child: ChildProcessWithoutNullStreams): Promise<unknown> {
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += String(chunk);
  });
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error(`it said nothing: ${complaints}`);
}

export async function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
}
