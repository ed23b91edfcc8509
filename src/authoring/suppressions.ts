/**
 * Comments that switch rules off in one place: `# connector-studio-disable-next-line rule-id`,
 * `# connector-studio-disable-line rule-id`, or `# connector-studio-disable rule-id` for the rest of the file. Without a
 * rule's id they go for all rules; what follows two hyphens is a reason. In YAML, and with `//` in a script and in JSON that has comments anyway.
 */
import type { ConnectorModel, FileKind } from './model/connector-model.ts';

interface Suppression {
  readonly start: number;
  readonly end: number;
  /** Empty: every rule. */
  readonly rules: readonly string[];
}

export type Suppressions = Readonly<Partial<Record<FileKind, readonly Suppression[]>>>;

const WORD = 'connector-studio-disable';
const DIRECTIVE = /(?:#|\/\/|\/\*)[ \t]*connector-studio-disable(-next-line|-line)?(?![\w-])[ \t:]*([\w\-, \t]*)/g;

export function suppressionsOf(connector: ConnectorModel): Suppressions {
  const { definition, properties, settings } = connector.documents;
  return {
    definition: directives(definition?.text),
    properties: directives(properties?.text),
    settings: directives(settings?.text),
    script: directives(connector.script?.text),
  };
}

export function isSuppressed(suppressions: Suppressions, file: FileKind, offset: number, rule: string): boolean {
  return (suppressions[file] ?? []).some(({ start, end, rules }) => offset >= start && offset < end && (rules.length === 0 || rules.includes(rule)));
}

function directives(text: string | undefined): Suppression[] | undefined {
  if (text === undefined || !text.includes(WORD)) return undefined;
  return [...text.matchAll(DIRECTIVE)].flatMap((match) => {
    const [, reach, list = ''] = match;
    const rules = (list.split('--')[0] ?? '').split(/[\s,]+/).filter(Boolean);
    const lineStart = text.lastIndexOf('\n', match.index - 1) + 1;
    const next = lineBreakAfter(text, match.index);
    if (reach === '-line') return [{ start: lineStart, end: next, rules }];
    if (reach === '-next-line') return [{ start: next, end: lineBreakAfter(text, next), rules }];
    return [{ start: match.index, end: Number.POSITIVE_INFINITY, rules }];
  });
}

function lineBreakAfter(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length + 1 : feed + 1;
}
