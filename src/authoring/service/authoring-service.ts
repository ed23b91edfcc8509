/**
 * The authoring features over all connectors that somebody works on. Its answers are plain data with offsets, so that it
 * can run in another thread than its caller.
 */
import type { Connector, ConnectorFiles } from '../../connector/connector.ts';
import { readConnector } from '../../connector/read-connector.ts';
import { plainDiagnostic, type PlainDiagnostic } from './plain-diagnostic.ts';
import { ConnectorSession, type Pause } from './connector-session.ts';
import type { ConnectorSources } from './connector-sources.ts';

export class AuthoringService {
  readonly #sessions = new Map<string, ConnectorSession>();

  /** Hands in a connector, or all of its files anew. */
  openConnector(sources: ConnectorSources): void {
    const session = this.#sessions.get(sources.files.folder);
    if (session) session.replace(sources);
    else this.#sessions.set(sources.files.folder, new ConnectorSession(sources));
  }

  closeConnector(folder: string): void {
    this.#sessions.delete(folder);
  }

  /** Another text of one file of an open connector. */
  changeText(folder: string, uri: string, version: number, text: string): void {
    this.#sessions.get(folder)?.replaceText(uri, version, text);
  }

  /** For the tree: what `readConnector` says, without the caller's thread having to parse. */
  readConnector({ files, ...texts }: { readonly files: ConnectorFiles; readonly definition?: string; readonly properties?: string; readonly settings?: string }): Connector {
    return readConnector(files, texts);
  }

  /** Undefined where the connector is not open or its texts changed meanwhile. */
  async check(folder: string, pause: Pause): Promise<readonly PlainDiagnostic[] | undefined> {
    const session = this.#sessions.get(folder);
    const diagnostics = await session?.check(pause);
    if (!session || !diagnostics) return undefined;
    const { model, places } = session.read();
    return diagnostics.flatMap((diagnostic) => plainDiagnostic(diagnostic, model, places) ?? []);
  }
}
