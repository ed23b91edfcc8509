/** This process sends its requests through the sandbox's proxy and trusts its CA, as a company's machine does. */
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Sandbox } from './sandbox.ts';

/** @returns what makes the process as it was before */
export function goBehindProxyOf({ proxyUrl, caPath }: Pick<Sandbox, 'proxyUrl' | 'caPath'>): () => void {
  const saved = { proxy: process.env['HTTPS_PROXY'], noProxy: process.env['NO_PROXY'] };
  const certificates = getCACertificates('default');
  process.env['HTTPS_PROXY'] = proxyUrl;
  delete process.env['NO_PROXY'];
  setDefaultCACertificates([...certificates, readFileSync(caPath, 'utf8')]);
  return () => {
    setDefaultCACertificates(certificates);
    if (saved.proxy === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = saved.proxy;
    if (saved.noProxy !== undefined) process.env['NO_PROXY'] = saved.noProxy;
  };
}
