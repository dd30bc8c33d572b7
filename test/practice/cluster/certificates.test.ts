import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeCertificate } from '../../../main/practice/cluster/certificates.ts';

test('an authority and what it signs, as Node and OpenSSL read them', () => {
  for (let round = 0; round < 50; round += 1) {
    const ca = makeCertificate({ name: 'kubernetes', days: 3650 });
    const leaf = makeCertificate({
      name: 'api',
      organization: 'system:nodes',
      days: 365,
      issuer: ca,
      hosts: ['kubernetes', '10.96.0.1'],
    });
    const authority = new X509Certificate(ca.certificatePem);
    const certificate = new X509Certificate(leaf.certificatePem);
    expect(authority.ca).toBe(true);
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.subject).toBe('O=system:nodes\nCN=api');
    expect([certificate.checkHost('kubernetes'), certificate.checkIP('10.96.0.1')]).toEqual([
      'kubernetes',
      '10.96.0.1',
    ]);
    expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now() + 364 * 86_400_000);
  }
});
