/** One process of the product, with the real network clients and with files in memory, that may be ended at any moment. */
import { cloudByName } from '../../../src/cloud/clouds.ts';
import { createDirectory } from '../../../src/cloud/entra/directory.ts';
import { createConnectors } from '../../../src/cloud/power-platform/connectors.ts';
import { createTokens } from '../../../src/cloud/tokens.ts';
import { applyTextEdits } from '../../../src/connector/text-edits.ts';
import { connectorFilesIn } from '../../../src/identity/connector-file-store.ts';
import { journalText, readJournalText } from '../../../src/identity/journal-text.ts';
import type { IdentityPorts } from '../../../src/identity/ports.ts';
import { azureCliClientId } from '../../sandbox/entra/first-party-clients.ts';
import { directClient } from './direct-client.ts';
import { KillableEvents, type Kill } from './killable-events.ts';
import type { World } from './world.ts';

/** An event is a request to a service, a write to a file or to the journal. */
export class Process {
  readonly ports: IdentityPorts;
  /** Names of all events, in order. */
  readonly events: readonly string[];
  readonly #events: KillableEvents;

  constructor(world: World, kill?: Kill) {
    this.#events = new KillableEvents(kill);
    this.events = this.#events.names;
    this.ports = this.#connect(world);
  }

  #connect(world: World): IdentityPorts {
    const { sandbox, files } = world;
    const cloud = cloudByName('public');
    const tokens = createTokens({
      cloud, useAzureCli: true,
      azureCli: async () => ({ getToken: async (scope) => ({ token: await world.token(azureCliClientId, String(scope)), expiresOnTimestamp: 0 }) }),
    });
    const httpClient = directClient((request) => this.#events.event(`${request.method} ${request.host}${request.path}`, () => world.answer(request)));
    const context = { cloud, tokens, tenantId: sandbox.tenantId, httpClient };
    const stale = (uri: string, textRead: string): void => {
      if (world.texts.get(uri) !== textRead) throw Object.assign(new Error('The file has changed.'), { name: 'StaleFileError' });
    };
    return {
      directory: createDirectory(context),
      connectors: createConnectors(context),
      files: connectorFilesIn({
        text: async (uri) => {
          await this.#events.alive();
          return world.texts.get(uri);
        },
        bytes: async () => new Uint8Array(),
        create: (uri, text) => this.#events.event(`create ${uri}`, () => { world.texts.set(uri, text); }),
        edit: (uri, textRead, edits) => this.#events.event(`edit ${uri}`, () => {
          stale(uri, textRead);
          world.texts.set(uri, applyTextEdits(textRead, edits));
        }),
        remove: (uri, textRead) => this.#events.event(`remove ${uri}`, () => {
          stale(uri, textRead);
          world.texts.delete(uri);
        }),
        lacks: (name) => new Error(`There is no ${name}.`),
        isGone: (uri) => new Error(`${uri} is gone.`),
      }, files),
      journal: {
        load: async () => {
          await this.#events.alive();
          return world.journal === undefined ? undefined : readJournalText(world.journal, files.folder, world.target.environment);
        },
        save: (record) => this.#events.event('journal', () => { world.journal = journalText(record); }),
      },
      clock: {
        now: () => sandbox.now(),
        delay: async (milliseconds, signal) => {
          await this.#events.alive();
          signal?.throwIfAborted();
          sandbox.passTime(milliseconds);
        },
      },
    };
  }
}
