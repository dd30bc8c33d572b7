import { stringify } from 'yaml';
import type { PracticeCluster } from './practice-cluster.ts';

/** A kubeconfig file as kubeadm writes it, for a user of its own certificate. */
export function kubeconfig(cluster: PracticeCluster, user: string, organization: string): string {
  const { keyPem, certificatePem } = cluster.client(user, organization);
  const encode = (value: string) => Buffer.from(value).toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'kubernetes',
        cluster: {
          'certificate-authority-data': encode(cluster.ca.certificatePem),
          server: `https://${cluster.settings.endpoint}`,
        },
      },
    ],
    contexts: [{ name: `${user}@kubernetes`, context: { cluster: 'kubernetes', user } }],
    'current-context': `${user}@kubernetes`,
    users: [
      { name: user, user: { 'client-certificate-data': encode(certificatePem), 'client-key-data': encode(keyPem) } },
    ],
  });
}
