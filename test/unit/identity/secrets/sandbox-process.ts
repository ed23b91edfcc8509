/** The product's clients straight in front of the sandbox's services, in a process that may be killed at any event. */
import assert from 'node:assert/strict';
import { createHttpHeaders, RestError, type HttpClient } from '@azure/core-rest-pipeline';
import { cloudByName } from '../../../../src/cloud/clouds.ts';
import type { ServiceContext } from '../../../../src/cloud/http.ts';
import { createTokens } from '../../../../src/cloud/tokens.ts';
import { azureCliClientId } from '../../../sandbox/entra/first-party-clients.ts';
import { maker } from '../../../sandbox/preset-data.ts';
import { requestTo } from '../../../sandbox/request-listener.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';

export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Dies at its n-th event, from 1: before it, or when it is done and nobody has heard of it. */
export interface Kill {
  readonly event: number;
  readonly when: 'before' | 'after';
}

export class SandboxProcess {
  readonly events: string[] = [];
  readonly context: ServiceContext;
  readonly #kill: Kill | undefined;
  #dead = false;

  constructor(sandbox: Sandbox, kill?: Kill) {
    this.#kill = kill;
    const cloud = cloudByName('public');
    const tokens = createTokens({
      cloud, useAzureCli: true, userObjectId: maker.objectId,
      sessions: { accessToken: async () => undefined },
      azureCli: async () => ({ getToken: async (scope) => ({ token: (await sandbox.signIn({ clientId: azureCliClientId, scopes: [String(scope)] })).accessToken, expiresOnTimestamp: 0 }) }),
    });
    const httpClient: HttpClient = {
      sendRequest: (request) => this.event(`${request.method} ${new URL(request.url).pathname}`, async () => {
        const { url, method, headers, body } = request;
        const reply = await sandbox.exchange(requestTo(new URL(url), { origin: 'client', method, headers: headers.toJSON(), body: Buffer.from(typeof body === 'string' ? body : '') }));
        if (!reply) throw new RestError('socket hang up', { code: 'ECONNRESET', request });
        assert.ok(!Buffer.isBuffer(reply.body));
        return { request, status: reply.status, headers: createHttpHeaders({ ...reply.headers }), bodyAsText: reply.body === undefined ? '' : JSON.stringify(reply.body) };
      }),
    };
    this.context = { cloud, tokens, tenantId: sandbox.tenantId, httpClient, firstRetryDelay: 1 };
  }

  async event<T>(name: string, perform: () => Promise<T>): Promise<T> {
    if (this.#dead) throw new Killed();
    this.events.push(name);
    const dies = this.#kill?.event === this.events.length ? this.#kill.when : undefined;
    if (dies === 'before') this.#die();
    try {
      return await perform();
    } finally {
      if (dies === 'after' || this.#dead) this.#die();
    }
  }

  #die(): never {
    this.#dead = true;
    throw new Killed();
  }
}
