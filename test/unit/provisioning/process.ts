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
import type { World } from './world.ts';

/** Unwinds the engine as the end of its process would: whatever it does afterwards throws it again. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** The process dies at its n-th event, from 1: before it, or after it and before the answer is known. */
export interface Kill {
  readonly event: number;
  readonly when: 'before' | 'after';
}

/** An event is a request to a service, a write to a file or to the journal. */
export class Process {
  readonly ports: IdentityPorts;
  /** Names of all events, in order. */
  readonly events: string[] = [];
  readonly #kill: Kill | undefined;
  #dead = false;

  constructor(world: World, kill?: Kill) {
    this.#kill = kill;
    this.ports = this.#connect(world);
  }

  async #event<T>(name: string, perform: () => Promise<T> | T): Promise<T> {
    await this.#alive();
    this.events.push(name);
    const dies = this.#kill?.event === this.events.length ? this.#kill.when : undefined;
    if (dies === 'before') this.#die();
    try {
      return await perform();
    } finally {
      // Also where it failed: the process does not live to hear it. Of several requests under way none is heard of.
      if (dies === 'after' || this.#dead) this.#die();
    }
  }

  async #alive(): Promise<void> {
    await Promise.resolve();
    if (this.#dead) throw new Killed();
  }

  #die(): never {
    this.#dead = true;
    throw new Killed();
  }

  #connect(world: World): IdentityPorts {
    const { sandbox, files } = world;
    const cloud = cloudByName('public');
    const tokens = createTokens({
      cloud, useAzureCli: true,
      azureCli: async () => ({ getToken: async (scope) => ({ token: await world.token(azureCliClientId, String(scope)), expiresOnTimestamp: 0 }) }),
    });
    const httpClient = directClient((request) => this.#event(`${request.method} ${request.host}${request.path}`, () => world.answer(request)));
    const context = { cloud, tokens, tenantId: sandbox.tenantId, httpClient };
    const stale = (uri: string, textRead: string): void => {
      if (world.texts.get(uri) !== textRead) throw Object.assign(new Error('The file has changed.'), { name: 'StaleFileError' });
    };
    return {
      directory: createDirectory(context),
      connectors: createConnectors(context),
      files: connectorFilesIn({
        text: async (uri) => {
          await this.#alive();
          return world.texts.get(uri);
        },
        bytes: async () => new Uint8Array(),
        create: (uri, text) => this.#event(`create ${uri}`, () => { world.texts.set(uri, text); }),
        edit: (uri, textRead, edits) => this.#event(`edit ${uri}`, () => {
          stale(uri, textRead);
          world.texts.set(uri, applyTextEdits(textRead, edits));
        }),
        remove: (uri, textRead) => this.#event(`remove ${uri}`, () => {
          stale(uri, textRead);
          world.texts.delete(uri);
        }),
        lacks: (name) => new Error(`There is no ${name}.`),
        isGone: (uri) => new Error(`${uri} is gone.`),
      }, files),
      journal: {
        load: async () => {
          await this.#alive();
          return world.journal === undefined ? undefined : readJournalText(world.journal, files.folder, world.target.environment);
        },
        save: (record) => this.#event('journal', () => { world.journal = journalText(record); }),
      },
      clock: {
        now: () => sandbox.now(),
        delay: async (milliseconds, signal) => {
          await this.#alive();
          signal?.throwIfAborted();
          sandbox.passTime(milliseconds);
        },
      },
    };
  }
}
