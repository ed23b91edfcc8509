/** Sends as Node's https does, and counts: for reports of what a run has asked of the services. */
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

export interface CountedClient {
  readonly client: HttpClient;
  /** Sent, those included that were sent again. */
  readonly requests: number;
  /** Those of `requests` that were not to read. */
  readonly writes: number;
  /** The services' own ids of the writes, in order; of each one that was answered. */
  readonly requestIds: readonly string[];
}

export function countedClient(): CountedClient {
  const inner = createDefaultHttpClient();
  const counted = { requests: 0, writes: 0, requestIds: [] as string[] };
  return Object.assign(counted, {
    client: {
      sendRequest: async (request: Parameters<HttpClient['sendRequest']>[0]) => {
        const write = request.method !== 'GET' && request.method !== 'HEAD';
        counted.requests += 1;
        if (write) counted.writes += 1;
        const response = await inner.sendRequest(request);
        const id = response.headers.get('request-id') ?? response.headers.get('x-ms-request-id');
        if (write && id) counted.requestIds.push(id);
        return response;
      },
    },
  });
}
