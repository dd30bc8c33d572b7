import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { registries } from '../app/registries.ts';
import { buildBundle } from '../bundle/build.ts';
import { createKey, loadKey, type SigningKey } from '../bundle/keys.ts';
import { trustedKeyOf } from '../model/bundle/signing-key.ts';
import type { ErrorCode } from '../model/errors/error-registry.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { PracticeSite, PracticeSiteStarter } from '../ports/practice-site.ts';
import { ReadyMessage, type StartMessage } from '../practice/messages.ts';

const passwordName = 'practice';

export interface PracticeProcess {
  readonly start: PracticeSiteStarter;
  close(): Promise<void>;
}

/** The practice fleet as a process of its own; started when first asked for, ended by `close` or with this process. */
export function practiceProcess(program: string, hostCount = 3): PracticeProcess {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-practice-'));
  let child: ChildProcess | undefined;
  let site: Promise<PracticeSite> | undefined;
  return {
    start: () => {
      if (site === undefined) {
        child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
        site = open(child, folder, hostCount);
      }
      return site;
    },
    async close() {
      if (child !== undefined && child.exitCode === null) {
        child.stdin?.end();
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function open(child: ChildProcess, folder: string, hostCount: number): Promise<PracticeSite> {
  const ready = await greet(child, { hosts: hostNames(hostCount), bundleFolder: join(folder, 'parts') });
  const directory = join(folder, 'keys');
  const passphrase = randomBytes(24).toString('base64url');
  const key = await createKey(directory, {
    name: 'practice',
    use: 'practice',
    passphrase,
    createdAt: new Date().toISOString(),
  });
  const signingKey = await loadKey(directory, 'practice', passphrase);
  const bundles = new Map<string, Promise<string>>();
  return {
    requirements: requirementsOf(ready),
    fingerprints: Object.fromEntries(ready.hosts.map(({ name, fingerprint }) => [name, fingerprint])),
    secrets: { [passwordName]: ready.password },
    signingKey: { ...trustedKeyOf(key), trustedBy: 'practice 演练' },
    signer: signingKey,
    bundleFor(version) {
      const known =
        bundles.get(version) ?? build(ready.bundleSpecs[version], join(folder, `bundle-${version}`), signingKey);
      bundles.set(version, known);
      return known;
    },
  };
}

function hostNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `node-${index + 1}`);
}

type Ready = Extract<ReadyMessage, { ready: true }>;

async function greet(child: ChildProcess, start: Pick<StartMessage, 'hosts' | 'bundleFolder'>): Promise<Ready> {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null)
    throw new FerrymanError('PRACTICE_E0001', { detail: 'the practice process has no pipes' });
  stdin.write(`${JSON.stringify({ ...start, releases: registries().releases })}\n`);
  for await (const line of createInterface({ input: stdout })) {
    const message = ReadyMessage.parse(JSON.parse(line));
    if (message.ready) return message;
    throw new FerrymanError('PRACTICE_E0001' satisfies ErrorCode, { detail: message.error.message.en });
  }
  throw new FerrymanError('PRACTICE_E0001', { detail: 'the practice process ended before it was ready' });
}

async function build(specFile: string | undefined, outputDirectory: string, signingKey: SigningKey): Promise<string> {
  if (specFile === undefined)
    throw new FerrymanError('INTERNAL_E0001', { detail: 'no practice bundle for that version' });
  await buildBundle({ specFile, outputDirectory, signingKey, createdAt: new Date().toISOString() });
  return outputDirectory;
}

function requirementsOf({ hosts, user }: Ready): string {
  return stringify({
    apiVersion: 'ferryman/v1',
    kind: 'Requirements',
    site: { name: '演练站点 practice site', customer: '演练 Practice' },
    network: { dns: 'none', ntp: 'none' },
    machines: hosts.map(({ name, address, port }) => ({
      name,
      address,
      port,
      access: { user, auth: { password: { secret: passwordName } } },
    })),
  });
}
