/**
 * `.connectorstudio.yaml`: which rules run for a connector and how much they weigh. It lies beside the connector, or in a
 * folder above it for all connectors below; the nearer file wins, key by key (`mergedOptions`).
 *
 * ```yaml
 * profile: certify
 * rules:
 *   redirect-mode-global: off
 *   publisher-missing: error
 * ```
 */
import type { TextEdit, TextRange } from '../connector/connector.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../connector/syntax-node.ts';
import { parseDocument } from '../connector/syntax-tree.ts';
import type { CheckOptions, RuleLevel } from './check-options.ts';
import { removeMember, renameKey, replaceScalar } from './fixes/node-edits.ts';
import { textOf } from './model/nodes.ts';
import { nearest } from './nearest.ts';
import { STUDIO_CONFIG_NAME } from './studio-config-name.ts';
import type { Profile } from './rule.ts';

export const PROFILES: readonly Profile[] = ['build', 'certify'];
export const RULE_LEVELS: readonly RuleLevel[] = ['error', 'warning', 'information', 'hint', 'off', 'default'];

/** What people write who come from another linter. */
const OTHER_WORDS: ReadonlyMap<string, RuleLevel> = new Map([
  ['info', 'information'], ['warn', 'warning'], ['err', 'error'], ['none', 'off'], ['disabled', 'off'], ['false', 'off'], ['0', 'off'], ['1', 'warning'],
  ['2', 'error'], ['on', 'default'], ['true', 'default'], ['suggestion', 'hint'],
]);

const KEYS = ['profile', 'rules'] as const;

export interface ConfigProblem {
  /** An error where the file cannot be read; a warning where a part of it is left out of account. */
  readonly severity: 'error' | 'warning';
  readonly range: TextRange;
  /** Complete sentences. */
  readonly message: string;
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] };
}

export interface StudioConfig {
  /** Only what the file says; whatever is wrong is left out. */
  readonly options: Partial<CheckOptions>;
  readonly problems: readonly ConfigProblem[];
}

/** Never throws. `ruleIds`: all that `rules` may name. */
export function readStudioConfig(text: string, ruleIds: Iterable<string>): StudioConfig {
  const document = parseDocument(text, 'yaml');
  const problems: ConfigProblem[] = document.problems.map(({ severity, message, range }) => ({ severity, message, range }));
  const { root } = document;
  // An empty file says nothing, and that is fine.
  if (!root || root.kind === 'null') return { options: {}, problems };
  if (root.kind !== 'object') {
    problems.push({ severity: 'warning', range: firstOf(root), message: `${STUDIO_CONFIG_NAME} has the keys profile and rules, and nothing else.` });
    return { options: {}, problems };
  }
  let profile: Profile | undefined;
  let rules: Record<string, RuleLevel> | undefined;
  for (const member of root.members ?? []) {
    if (member.key === 'profile') profile = oneOf(PROFILES, document, member, problems, 'profile') ?? profile;
    else if (member.key === 'rules') rules = { ...rules, ...levelsOf(document, member, new Set(ruleIds), problems) };
    else problems.push(unknownKey(document, root, member, KEYS, `${STUDIO_CONFIG_NAME} has no key "${member.key}".`, 'It has profile and rules.'));
  }
  return { options: { ...(profile && { profile }), ...(rules && { rules }) }, problems };
}

function levelsOf(document: SyntaxDocument, { value: node, keyRange }: SyntaxMember, ruleIds: ReadonlySet<string>, problems: ConfigProblem[]): Record<string, RuleLevel> {
  const levels: Record<string, RuleLevel> = {};
  if (node.kind === 'null') return levels;
  if (node.kind !== 'object') {
    problems.push({ severity: 'warning', range: keyRange, message: 'Under rules, each line has the id of a rule and a level, such as "redirect-mode-global: off".' });
    return levels;
  }
  for (const member of node.members ?? []) {
    if (!ruleIds.has(member.key)) {
      problems.push(unknownKey(document, node, member, ruleIds, `There is no rule "${member.key}".`, 'The ids are listed in docs/rules.md.'));
      continue;
    }
    const level = oneOf(RULE_LEVELS, document, member, problems, 'level');
    if (level !== undefined) levels[member.key] = level;
  }
  return levels;
}

function oneOf<Value extends string>(values: readonly Value[], document: SyntaxDocument, { value: node, keyRange }: SyntaxMember, problems: ConfigProblem[], what: string): Value | undefined {
  const value = textOf(node);
  const known = values.find((one) => one === value);
  if (known !== undefined) return known;
  const range = node.kind === 'null' ? keyRange : firstOf(node);
  const list = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  if (node.kind === 'object' || node.kind === 'array' || node.kind === 'null') {
    problems.push({ severity: 'warning', range, message: `A ${what} is expected here. Write ${list}.` });
    return undefined;
  }
  const given = String(node.value);
  const other = OTHER_WORDS.get(given.toLowerCase());
  const near = values.find((one) => one === other) ?? nearest(given, values);
  const fix = near === undefined ? undefined : { title: `Write "${near}"`, edits: replaceScalar(document, node, near) };
  problems.push({ severity: 'warning', range, message: `There is no ${what} "${given}". ${near === undefined ? `Write ${list}.` : `Is "${near}" meant?`}`, fix });
  return undefined;
}

function unknownKey(document: SyntaxDocument, parent: SyntaxNode, member: SyntaxMember, keys: Iterable<string>, what: string, otherwise: string): ConfigProblem {
  const present = new Set((parent.members ?? []).map(({ key }) => key));
  const near = nearest(member.key, [...keys].filter((key) => !present.has(key)));
  const fix = near === undefined
    ? { title: `Remove "${member.key}"`, edits: removeMember(document, parent, member) }
    : { title: `Write "${near}"`, edits: renameKey(document, member, near) };
  return { severity: 'warning', range: member.keyRange, message: `${what} ${near === undefined ? otherwise : `Is "${near}" meant?`}`, fix };
}

/** The whole of a scalar, the first character of a collection. */
function firstOf({ kind, range }: SyntaxNode): TextRange {
  return kind === 'object' || kind === 'array' ? { start: range.start, end: range.start + 1 } : range;
}
