import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { bcrypt, isBcryptOf } from '../../model/bcrypt.ts';
import type { ProbeResult } from '../../model/operation/step-kind.ts';
import { stepId } from '../../model/operation/step-kind.ts';
import { registryFiles, registryUser } from '../../model/plan/planned-registry.ts';
import { text } from '../../model/text.ts';
import { defineStep, type StepContext } from '../../ports/step-context.ts';
import { nodeScript } from '../node-script.ts';
import { expectSuccess } from '../script-step.ts';
import source from './registry-password.sh?raw';

const script = nodeScript('bundle/registry-password', source);
/** Slowness is for passwords that can be guessed; of 192 random bits every request would only get slower. */
const cost = 5;

/** Made for this site. The registry's machine keeps it; whoever needs it reads it there, over SSH, for the moment. */
export default defineStep<Record<string, never>>({
  kind: 'bundle/registry-password',
  phase: 'bundle',
  class: 'compensable',
  input: z.strictObject({}),
  weightMs: () => 300,
  expand: ({ siteRegistry }) =>
    (siteRegistry === undefined ? [] : [siteRegistry]).map(({ machine }) => ({
      title: text(`${machine}：镜像仓库的密码`, `${machine}: password of the site registry`),
      target: machine,
      input: {},
      needs: [stepId('trust/identity', machine)],
    })),
  async probe(context): Promise<ProbeResult> {
    const [password, table] = await Promise.all(
      [registryFiles.password, registryFiles.htpasswd].map(secretFile(context)),
    );
    if (!password) return { state: 'needed', evidence: 'no password was made yet' };
    context.secrets.put('site registry password', password);
    const [user = '', hash = ''] = (table ?? '').trim().split(':');
    return user === registryUser && isBcryptOf(hash, password)
      ? { state: 'satisfied', evidence: `user ${registryUser}; the registry's table holds the hash of the password` }
      : { state: 'needed', evidence: "the registry's table does not hold the hash of the password" };
  },
  async apply({ node, secrets }) {
    const password = randomBytes(24).toString('base64url');
    secrets.put('site registry password', password);
    const htpasswd = `${registryUser}:${bcrypt(password, randomBytes(16), cost)}\n`;
    expectSuccess(node, script, await node.mutate(script, ['apply'], { secrets: { password, htpasswd } }));
  },
});

function secretFile({ node }: StepContext) {
  return async (path: string): Promise<string | undefined> => {
    const { exitCode, stdout } = await node.exec({ class: 'observe', argv: ['cat', path] });
    return exitCode === 0 ? stdout : undefined;
  };
}
