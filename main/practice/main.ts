import { randomBytes } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toErrorRecord } from '../model/errors/ferryman-error.ts';
import { writeBundleParts } from './bundle/write-bundle-parts.ts';
import { PracticeFleet } from './fleet.ts';
import { ControlMessage, type ReadyMessage, StartMessage } from './messages.ts';

/** The practice process: JSON lines on standard input and output, see messages.ts. It ends with its standard input. */
async function main(): Promise<void> {
  // its hosts stand for other machines: they take no processor from the one under rehearsal
  setPriority(constants.priority.PRIORITY_LOW);
  let fleet: Promise<PracticeFleet> | undefined;
  const say = (message: ReadyMessage | { readonly injected: unknown }) =>
    process.stdout.write(`${JSON.stringify(message)}\n`);
  // The one who started it may be gone; that is the end of input, not a crash.
  process.stdout.on('error', () => {});
  try {
    for await (const line of createInterface({ input: process.stdin })) {
      if (fleet === undefined) {
        const start = StartMessage.parse(JSON.parse(line));
        const password = randomBytes(12).toString('base64url');
        fleet = PracticeFleet.start({ ...start, password });
        const { hostList: hosts } = await fleet;
        say({ ready: true, hosts, user: 'root', password, bundleSpecs: await writeBundles(start) });
      } else {
        const { fault } = ControlMessage.parse(JSON.parse(line));
        await (await fleet).inject(fault);
        say({ injected: fault });
      }
    }
  } catch (error) {
    say({ ready: false, error: toErrorRecord(error) });
    process.exitCode = 1;
  } finally {
    await fleet?.then((started) => started.close()).catch(() => {});
    process.stdin.destroy();
  }
}

async function writeBundles({ releases, bundleFolder }: StartMessage): Promise<Record<string, string>> {
  const specs: Record<string, string> = {};
  if (bundleFolder === undefined) return specs;
  for (const release of releases) {
    specs[release.version] = await writeBundleParts(join(bundleFolder, release.version), release);
  }
  return specs;
}

await main();
