import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { bits, boolean, bytes, der, integer, objectId, sequence, set, text, time } from './der.ts';

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));
const dayMs = 86_400_000;

export interface KeyAndCertificate {
  readonly key: KeyObject;
  readonly keyPem: string;
  readonly certificatePem: string;
  readonly subject: Buffer;
}

interface Wanted {
  readonly name: string;
  readonly organization?: string;
  readonly days: number;
  /** Absent: signs itself, as an authority. */
  readonly issuer?: KeyAndCertificate;
  /** Names and IPv4 addresses it is good for. */
  readonly hosts?: readonly string[];
}

/** A key and its certificate, as kubeadm makes them: valid from an hour ago for `days`. */
export function makeCertificate({ name, organization, days, issuer, hosts = [] }: Wanted): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = nameOf(name, organization);
  const now = Date.now();
  const extensions = [
    ...(issuer === undefined ? [extension('2.5.29.19', true, sequence(boolean(true)))] : []),
    ...(hosts.length === 0 ? [] : [extension('2.5.29.17', false, sequence(...hosts.map(alternativeName)))]),
  ];
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    // The first byte is neither zero nor negative: DER allows no padding.
    integer(Buffer.concat([Buffer.from([0x41]), randomBytes(11)])),
    ecdsaWithSha256,
    issuer?.subject ?? subject,
    sequence(time(new Date(now - 3_600_000)), time(new Date(now + days * dayMs))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
  );
  const certificate = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, issuer?.key ?? privateKey)));
  return {
    key: privateKey,
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: pem(certificate),
    subject,
  };
}

function nameOf(name: string, organization: string | undefined): Buffer {
  const part = (id: string, value: string) => set(sequence(objectId(id), text(value)));
  return sequence(...(organization === undefined ? [] : [part('2.5.4.10', organization)]), part('2.5.4.3', name));
}

function extension(id: string, isCritical: boolean, content: Buffer): Buffer {
  return sequence(objectId(id), ...(isCritical ? [boolean(true)] : []), bytes(content));
}

function alternativeName(host: string): Buffer {
  if (isIPv4(host)) return der(0x87, Buffer.from(host.split('.').map(Number)));
  return der(0x82, Buffer.from(host));
}

function pem(content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
