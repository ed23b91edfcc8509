/** What the editor or the command line hands in: one connector's files as texts, all of it plain data. */
import type { ConnectorFiles } from '../../connector/connector.ts';
import type { CheckOptions } from '../check-options.ts';
import type { Profile } from '../rule.ts';
import type { FileKind } from '../model/connector-model.ts';

export interface SourceText {
  readonly uri: string;
  /** Rises with every change, so that a text is parsed once. */
  readonly version: number;
  /** As it is in the file, a byte order mark included. */
  readonly text: string;
}

/** A `.connectorstudio.yaml`. */
export interface ConfigText {
  readonly uri: string;
  readonly text: string;
}

export interface ConnectorSources {
  readonly files: ConnectorFiles;
  readonly entryNames?: readonly string[];
  readonly texts: Readonly<Partial<Record<FileKind, SourceText>>>;
  /** The editor's or the command line's; what `configs` say goes over them. */
  readonly options: CheckOptions;
  /** Outermost first. */
  readonly configs?: readonly ConfigText[];
  /** Said for this one run, and so over all of them. */
  readonly profile?: Profile;
  /** Files whose schema somebody else checks and shows: VS Code's own JSON service. */
  readonly schemaShownElsewhere?: readonly FileKind[];
}
