import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { stringify } from 'yaml';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { NodeRunner, StepContext } from '../../ports/step-context.ts';
import { nodeScript } from '../node-script.ts';
import { expectSuccess } from '../script-step.ts';
import source from './join-material.sh?raw';
import { type JoinMaterial, uploadCertificatesConfig } from './kubeadm-config.ts';

const script = nodeScript('cluster/join-material', source);
const tokenLifetimeMs = 30 * 60 * 1000;

/**
 * What one join needs, made for it alone on the first control-plane node: a pause of hours or days cannot make it stale.
 * Nothing of it is kept.
 */
export async function makeJoinMaterial(
  controlPlane: NodeRunner,
  { secrets }: StepContext,
  wants: { readonly kubernetesVersion: string; readonly isControlPlane: boolean },
): Promise<JoinMaterial> {
  const token = randomToken();
  secrets.put('bootstrap token', token);
  const manifest = tokenManifest(token, await nodeTimePlus(controlPlane, tokenLifetimeMs));
  const applied = await controlPlane.mutate(script, ['token'], { secrets: { 'token.yaml': manifest }, part: 'token' });
  expectSuccess(controlPlane, script, applied);
  const caCertHash = await caPin(controlPlane);
  if (!wants.isControlPlane) return { token, caCertHash };
  const certificateKey = randomBytes(32).toString('hex');
  secrets.put('certificate key', certificateKey);
  const config = uploadCertificatesConfig(wants.kubernetesVersion, certificateKey);
  const uploaded = await controlPlane.mutate(script, ['certificates'], {
    secrets: { 'upload.yaml': config },
    part: 'certificates',
  });
  expectSuccess(controlPlane, script, uploaded);
  return { token, caCertHash, certificateKey };
}

/** The machine's own clock decides when its token ends, not the laptop's. */
async function nodeTimePlus(node: NodeRunner, ms: number): Promise<string> {
  const { stdout } = await node.exec({ class: 'observe', argv: ['date', '+%s'] });
  return new Date(Number(stdout.trim()) * 1000 + ms).toISOString();
}

async function caPin(controlPlane: NodeRunner): Promise<string> {
  const { exitCode, stdout } = await controlPlane.exec({
    class: 'observe',
    argv: ['cat', '/etc/kubernetes/pki/ca.crt'],
  });
  if (exitCode !== 0)
    throw new FerrymanError('OP_E0007', {
      detail: 'there is no /etc/kubernetes/pki/ca.crt on the first control-plane node',
    });
  const publicKey = new X509Certificate(stdout).publicKey.export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(publicKey).digest('hex')}`;
}

function tokenManifest(token: string, expiration: string): string {
  const [id = '', secret = ''] = token.split('.');
  return stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'bootstrap.kubernetes.io/token',
    metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' },
    stringData: {
      'token-id': id,
      'token-secret': secret,
      expiration,
      'usage-bootstrap-authentication': 'true',
      'usage-bootstrap-signing': 'true',
      'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token',
    },
  });
}

/** kubeadm's form: [a-z0-9]{6}.[a-z0-9]{16}. */
function randomToken(): string {
  const hex = randomBytes(11).toString('hex');
  return `${hex.slice(0, 6)}.${hex.slice(6, 22)}`;
}
