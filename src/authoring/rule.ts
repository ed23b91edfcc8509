/** What a rule is, and what it says. Rules are data with one pure function; docs/rules.md is made from them. */
import type { TextEdit, TextRange } from '../connector/connector.ts';
import type { ConnectorModel, FileKind } from './model/connector-model.ts';

/**
 * `error` only where the service refuses the connector or it cannot work; `hint` is a quiet remark in the editor.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** `build`: what makes a connector fail or surprise. `certify`: what certification asks for besides. */
export type Profile = 'build' | 'certify';

export interface FileEdits {
  readonly file: FileKind;
  readonly edits: readonly TextEdit[];
}

export interface Fix {
  /** A command in the imperative: `Rename to "x-ms-visibility"`. */
  readonly title: string;
  readonly changes: readonly FileEdits[];
  /**
   * True where the fix cannot change what the connector does other than to mend it, so that `--fix` and *Fix all* may
   * apply it unseen.
   */
  readonly safe: boolean;
}

export interface Related {
  readonly file: FileKind;
  readonly range: TextRange;
  readonly message: string;
}

export interface Finding {
  readonly file: FileKind;
  readonly range: TextRange;
  /** Complete sentences: what is wrong, why it matters where that is not plain, what to do. */
  readonly message: string;
  /** Where one case of a rule weighs less than the rule itself. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly tag?: 'unnecessary' | 'deprecated';
  /** The best one first. Called only when somebody asks. */
  readonly fixes?: () => readonly Fix[];
}

export type Report = (finding: Finding) => void;

/**
 * Parts of files as JSON text. They are laid over a small connector without a fault: objects are merged, everything
 * else replaces. A text with `raw` is a whole file instead.
 */
export interface RuleExample {
  readonly definition?: string;
  readonly properties?: string;
  readonly settings?: string;
  readonly script?: string;
  /** Names of files in the folder besides. */
  readonly entryNames?: readonly string[];
  /** Files that the connector does not have. */
  readonly without?: readonly ('definition' | 'properties' | 'readme')[];
  /** The name of the folder that the connector's folder lies in. */
  readonly parent?: string;
  /** The texts are whole files, taken as they are. */
  readonly raw?: boolean;
}

export interface Rule {
  /** Kebab-case; what settings and comments call it. */
  readonly id: string;
  readonly severity: Severity;
  readonly profile: Profile;
  /** One sentence: what must be so. */
  readonly title: string;
  /** Why, in Markdown. */
  readonly explanation: string;
  /** Where the rule comes from: a documentation page, a schema, an issue, a validator's message. */
  readonly source: string;
  /** How many of 1,034 published connectors break it; undefined where that was not counted. */
  readonly published?: number;
  readonly bad: RuleExample;
  readonly good: RuleExample;
  readonly check: (connector: ConnectorModel, report: Report) => void;
}
