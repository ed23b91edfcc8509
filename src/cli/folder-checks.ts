/** A run's folders, checked one after the other, in whatever thread: what one needs goes in, and comes out, as plain data. */
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../authoring/rule.ts';
import { checkFolder, readFolder, type CheckedFolder } from './check-folder.ts';
import { committedDefinition, type CommittedFolder } from './committed-definition.ts';
import { pathOf, reasonOf } from './failure-reason.ts';
import type { ConnectorFolder } from './find-connector-folders.ts';
import type { ReportedConnector } from './report.ts';
import { StudioConfigFiles } from './studio-config-files.ts';
import { UsageError } from './usage-error.ts';

export interface FolderTask {
  readonly folder: ConnectorFolder;
  /** What it is compared with, under `--since`. */
  readonly former?: CommittedFolder;
}

/** The same for all folders of a run. */
export interface CheckSettings {
  /** Absolute. */
  readonly cwd: string;
  readonly profile?: Profile;
  readonly fix: boolean;
}

/** What is wrong in the command line is told instead of a report; what cannot be read, beside it. */
export type FolderOutcome =
  | { readonly connector: ReportedConnector; readonly fixed: number; readonly notMended: readonly string[] }
  | { readonly unreadable: string }
  | { readonly wrongUsage: string };

export class FolderChecks {
  readonly #settings: CheckSettings;
  readonly #configs = new StudioConfigFiles();

  constructor(settings: CheckSettings) {
    this.#settings = settings;
  }

  /** Never throws. */
  async outcomeOf({ folder, former }: FolderTask): Promise<FolderOutcome> {
    const { cwd, profile, fix } = this.#settings;
    try {
      const checked = await checkFolder(readFolder(folder, profile, this.#configs), { fix, before: former && (() => committedDefinition(former)) });
      return { connector: reported(checked, cwd), fixed: checked.fixed, notMended: checked.notMended ?? [] };
    } catch (error) {
      if (error instanceof UsageError) return { wrongUsage: error.message };
      return { unreadable: `${pathOf(error) ?? folder.path} could not be checked: ${reasonOf(error)}.` };
    }
  }
}

function reported({ folder, diagnostics, uris }: CheckedFolder, cwd: string): ReportedConnector {
  const shown = (path: string): string => (relative(cwd, path) || '.').replaceAll(sep, '/');
  const files = new Map(uris.map((uri) => [uri, shown(fileURLToPath(uri))]));
  return {
    path: shown(folder.path),
    files: [...files.values()],
    diagnostics: diagnostics.map(({ uri, range: { start, end }, severity, rule, message, fixable }) => ({
      file: files.get(uri) ?? shown(fileURLToPath(uri)),
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      severity,
      rule,
      message,
      fixable,
    })),
  };
}
