/** A certificate authority of one run: its root goes to NODE_EXTRA_CA_CERTS, its leaves serve the real host names. */
// x509 registers its extensions through tsyringe, which needs the reflection polyfill before anything else.
import 'reflect-metadata';
import { isIP } from 'node:net';
import { randomBytes } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;

export interface CertificateAuthority {
  readonly pem: string;
  /** Key and certificate in PEM for a host name or an IP address; made once each. */
  leaf(host: string): Promise<{ readonly key: string; readonly cert: string }>;
  secureContext(host: string): Promise<SecureContext>;
}

export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Connector Studio sandbox CA',
    ...validity(),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });

  const issue = async (host: string): Promise<{ key: string; cert: string }> => {
    const leafKeys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const leaf = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${host}`,
      issuer: root.subject,
      ...validity(),
      signingAlgorithm: algorithm,
      publicKey: leafKeys.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([{ type: isIP(host) ? 'ip' : 'dns', value: host }]),
      ],
    });
    const key = await crypto.subtle.exportKey('pkcs8', leafKeys.privateKey);
    return { key: PemConverter.encode(key, 'PRIVATE KEY'), cert: `${leaf.toString('pem')}\n${root.toString('pem')}` };
  };

  const leaves = new Map<string, Promise<{ key: string; cert: string }>>();
  const leaf = (host: string): Promise<{ key: string; cert: string }> => {
    const known = leaves.get(host) ?? issue(host);
    leaves.set(host, known);
    return known;
  };
  return {
    pem: `${root.toString('pem')}\n`,
    leaf,
    secureContext: async (host) => createSecureContext(await leaf(host)),
  };
}

/** Positive and unique, as RFC 5280 asks. */
function serialNumber(): string {
  return `01${randomBytes(15).toString('hex')}`;
}

function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 30 * dayMs) };
}
