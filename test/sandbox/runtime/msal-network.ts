/** Lets MSAL reach the real host names through the sandbox's proxy. */
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { proxiedRequest, type Proxy } from '../proxied-request.ts';

export function msalNetwork(proxy: Proxy): INetworkModule {
  const send = async <T>(method: string, url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
    const { status, headers, body } = await proxiedRequest(proxy, { url, method, headers: options?.headers, body: options?.body });
    const single = Object.entries(headers).flatMap(([name, value]) => typeof value === 'string' ? [[name, value] as const] : []);
    return { status, headers: Object.fromEntries(single), body: JSON.parse(body.toString('utf8')) as T };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}
