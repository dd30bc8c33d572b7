import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { alone, compared, type Row, seconds } from './row.ts';
import { startWiredHost, type WiredHost } from './wired-host.ts';
import { openUpload, writeBlob } from './wired-pool.ts';

const rate = '400mbit';
const outageSeconds = 5;
const mebibyte = 2 ** 20;

/**
 * P12: the cable to a host is cut when 90 % of a blob went through it, and joined again later: once with the host still
 * waiting, once with the host's end of the connection gone. Beside the same upload without a cut.
 */
export async function benchCutCable(sizeMiB = 512): Promise<Row[]> {
  const host = await startWiredHost(rate);
  const memory = mkdtempSync('/dev/shm/ferryman-bench-');
  try {
    const blob = writeBlob(memory, 'blob', sizeMiB);
    const measured = async (during: (upload: Promise<unknown>) => Promise<unknown>) => {
      const { upload, forget, close } = await openUpload(host, [blob]);
      const before = host.sentBytes();
      const took = await seconds(async () => {
        const uploading = upload();
        await Promise.all([uploading, during(uploading)]);
      });
      const sent = host.sentBytes() - before;
      await forget();
      await close();
      return { took, sent };
    };
    const whole = await measured(async () => undefined);
    const rows: Row[] = [];
    for (const isForgotten of [false, true]) {
      const cut = await measured((uploading) => cutOnce(host, blob.sizeBytes, isForgotten, uploading));
      const name = `P12 cable cut for ${outageSeconds} s at 90 % of ${sizeMiB} MiB${isForgotten ? ', connection lost' : ''}`;
      rows.push(
        compared(`${name}: time less the outage, against no cut`, cut.took - outageSeconds, whole.took, '≤ 1.05', 's'),
        alone(`${name}: sent again`, (cut.sent - whole.sent) / mebibyte, '≤ 64', 'MiB'),
      );
    }
    return rows;
  } finally {
    rmSync(memory, { recursive: true, force: true });
    await host.stop();
  }
}

async function cutOnce(host: WiredHost, sizeBytes: number, isForgotten: boolean, uploading: Promise<unknown>) {
  let hasEnded = false;
  void uploading.finally(() => {
    hasEnded = true;
  });
  const before = host.sentBytes();
  while (host.sentBytes() - before < sizeBytes * 0.9 && !hasEnded) await setTimeout(10);
  await host.cut();
  if (isForgotten) await host.forgetConnections();
  await setTimeout(outageSeconds * 1000);
  await host.heal();
}
