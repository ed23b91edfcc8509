/** The user's connector files for the engine, over whatever holds them: VS Code's editors and file systems, or a disk. */
import type { ConnectorFiles, TextEdit } from '../connector/connector.ts';
import { settingsEdits, withoutSettingsEdits } from '../connector/settings-file.ts';
import type { ConnectorFilesPort } from './ports.ts';

/** Files by their URIs. What is asked to change a file rejects where the file no longer says `textRead`. */
export interface ConnectorFileStore {
  /** Undefined where there is no such file. A byte order mark stays in the text. */
  text(uri: string): Promise<string | undefined>;
  bytes(uri: string): Promise<Uint8Array>;
  /** Of a file that was not there. */
  create(uri: string, text: string): Promise<void>;
  edit(uri: string, textRead: string, edits: readonly TextEdit[]): Promise<void>;
  remove(uri: string, textRead: string): Promise<void>;
  /** For a connector that lacks one of the two files. */
  lacks(name: 'apiDefinition' | 'apiProperties'): Error;
  /** For a file that was there when the connector was found. */
  isGone(uri: string): Error;
}

export function connectorFilesIn(store: ConnectorFileStore, files: ConnectorFiles): ConnectorFilesPort {
  const settingsFile = files.settings ?? `${files.folder}/settings.json`;
  const required = (name: 'apiDefinition' | 'apiProperties'): string => {
    const uri = name === 'apiDefinition' ? files.definition : files.properties;
    if (uri === undefined) throw store.lacks(name);
    return uri;
  };
  const requiredText = async (uri: string): Promise<string> => {
    const text = await store.text(uri);
    if (text === undefined) throw store.isGone(uri);
    return text;
  };
  const bytes = async (uri: string | undefined): Promise<Uint8Array | undefined> => (uri === undefined ? undefined : store.bytes(uri));
  const replace = async (uri: string, textRead: string, text: string): Promise<void> => {
    if (text !== textRead) await store.edit(uri, textRead, [{ range: { start: 0, end: textRead.length }, newText: text }]);
  };
  return {
    read: async () => {
      const [definition, properties, settings, icon, script] = await Promise.all([
        requiredText(required('apiDefinition')),
        requiredText(required('apiProperties')),
        // Not only where the folder was seen to have one: a run writes it, and one that is broken must be found before that.
        store.text(settingsFile),
        bytes(files.icon),
        bytes(files.script),
      ]);
      return { definition, properties, settings, icon, script };
    },
    editProperties: async (textRead, edits) => {
      const uri = required('apiProperties');
      if (edits.length > 0) await store.edit(uri, textRead, edits);
    },
    writeConnectorId: async (connectorId, environment) => {
      const before = await store.text(settingsFile);
      const after = settingsEdits(before, connectorId, environment, files);
      if (before === undefined) await store.create(settingsFile, after);
      else await replace(settingsFile, before, after);
    },
    restoreConnectorId: async (textRead, former) => {
      const after = withoutSettingsEdits(textRead, former, files);
      if (after === undefined) await store.remove(settingsFile, textRead);
      else await replace(settingsFile, textRead, after);
    },
  };
}
