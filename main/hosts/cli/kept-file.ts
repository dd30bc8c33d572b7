import { resolve } from 'node:path';
import { writeFileAtomically } from '../../adapters/files/write-file-atomically.ts';
import type { MadeFile } from '../../contract/intake.contract.ts';
import { text } from '../../model/text.ts';
import type { Output } from './output.ts';

/** Writes a file somebody asked for and says where it is. */
export async function keepFile(
  { fileName, base64, sha256 }: MadeFile,
  out: string | undefined,
  output: Output,
): Promise<0> {
  const content = Buffer.from(base64, 'base64');
  const path = resolve(out ?? fileName);
  await writeFileAtomically(path, content);
  output.result({ path, bytes: content.length, sha256 }, [
    output.say(
      text(
        `已写出 ${path}（${Math.ceil(content.length / 1024)} KiB）`,
        `Wrote ${path} (${Math.ceil(content.length / 1024)} KiB)`,
      ),
    ),
    `SHA-256 ${sha256}`,
  ]);
  return 0;
}
