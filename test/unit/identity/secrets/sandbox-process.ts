/** The product's clients straight in front of the sandbox's services, in a process that may be killed at any event. */
import { cloudByName } from '../../../../src/cloud/clouds.ts';
import type { ServiceContext } from '../../../../src/cloud/http.ts';
import { createTokens } from '../../../../src/cloud/tokens.ts';
import { azureCliClientId } from '../../../sandbox/entra/first-party-clients.ts';
import { maker } from '../../../sandbox/preset-data.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { directClient } from '../../provisioning/direct-client.ts';
import { KillableEvents, type Kill } from '../../provisioning/killable-events.ts';

export class SandboxProcess {
  readonly #events: KillableEvents;
  readonly context: ServiceContext;

  constructor(sandbox: Sandbox, kill?: Kill) {
    this.#events = new KillableEvents(kill);
    const cloud = cloudByName('public');
    const tokens = createTokens({
      cloud, useAzureCli: true, userObjectId: maker.objectId,
      sessions: { accessToken: async () => undefined },
      azureCli: async () => ({ getToken: async (scope) => ({ token: (await sandbox.signIn({ clientId: azureCliClientId, scopes: [String(scope)] })).accessToken, expiresOnTimestamp: 0 }) }),
    });
    const httpClient = directClient((request) => this.event(`${request.method} ${request.path}`, () => sandbox.exchange(request)));
    this.context = { cloud, tokens, tenantId: sandbox.tenantId, httpClient, firstRetryDelay: 1 };
  }

  get events(): readonly string[] {
    return this.#events.names;
  }

  event<T>(name: string, perform: () => Promise<T>): Promise<T> {
    return this.#events.event(name, perform);
  }
}
