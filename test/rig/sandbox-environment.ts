/** The environment that puts an extension host behind the sandbox, as behind a company's proxy with a CA of its own. */
import { join } from 'node:path';

export interface SandboxAddresses {
  readonly proxyUrl: string;
  readonly caPath: string;
  /** Plain http, for the sign-in provider and the stand-in Azure CLI. */
  readonly controlUrl: string;
}

/** Holds the stand-in `az`: put it first on PATH. */
export const standInPath = join(import.meta.dirname, 'bin');

export function sandboxEnvironment(sandbox: SandboxAddresses): Record<string, string | undefined> {
  return {
    HTTPS_PROXY: sandbox.proxyUrl,
    HTTP_PROXY: sandbox.proxyUrl,
    NO_PROXY: '127.0.0.1,localhost',
    // The lower-case twins of a developer's shell would win in some clients.
    https_proxy: undefined,
    http_proxy: undefined,
    no_proxy: undefined,
    NODE_EXTRA_CA_CERTS: sandbox.caPath,
    SANDBOX_CONTROL_URL: sandbox.controlUrl,
  };
}
