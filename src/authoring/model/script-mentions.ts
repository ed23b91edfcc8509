/**
 * Where a script names the operations of its connector, for references, renaming and counting. A literal that is to the
 * letter an operation's id names it, unless the code around it says that it names something else. It is certain where
 * the code uses it as an id, or where it stands in a list of nothing but ids; an id that is an ordinary word (`search`)
 * is none without that.
 */
import type { TextRange } from '../../connector/connector.ts';
import type { ConnectorModel, ScriptModel } from './connector-model.ts';
import { scriptLiterals, type ScriptLiteral } from './script-literals.ts';

export interface ScriptMention {
  /** As the definition has it, where it has it. */
  readonly id: string;
  readonly range: TextRange;
  readonly certain: boolean;
}

/** Scripts are read for features alone: rules do without. */
const literalsByScript = new WeakMap<ScriptModel, readonly ScriptLiteral[]>();
const mentionsByModel = new WeakMap<ConnectorModel, readonly ScriptMention[]>();

/** In the order of the text. */
export function scriptMentions(connector: ConnectorModel): readonly ScriptMention[] {
  const known = mentionsByModel.get(connector);
  if (known) return known;
  const found = mentionsIn(connector);
  mentionsByModel.set(connector, found);
  return found;
}

function mentionsIn({ script, definition }: ConnectorModel): readonly ScriptMention[] {
  if (!script) return [];
  const ids = definition?.operationsById ?? new Map<string, unknown>();
  const byLowerCase = new Map([...ids.keys()].map((id) => [id.toLowerCase(), id]));
  const meant = (text: string, ignoresCase?: true): string | undefined => (ids.has(text) ? text : ignoresCase && byLowerCase.get(text.toLowerCase()));
  const mentions = new Map<number, ScriptMention>();
  for (const { id: text, range, ignoresCase } of script.operationIds) {
    // What is compared with the operation's id names one, if there is one or not.
    mentions.set(range.start, { id: meant(text, ignoresCase) ?? text, range, certain: true });
  }
  const literals = literalsOf(script);
  const idLists = listsOfIds(literals, (id) => ids.has(id));
  for (const { text, range, role, ignoresCase, list } of literals) {
    const id = meant(text, ignoresCase);
    if (id === undefined || mentions.has(range.start) || role === 'other') continue;
    const certain = role === 'operation' || (list !== undefined && idLists.has(list));
    if (certain || isDistinctive(id)) mentions.set(range.start, { id, range, certain });
  }
  return [...mentions.values()].sort((left, right) => left.range.start - right.range.start);
}

/** Lists of several ids and nothing else, of which one at least is no ordinary word. */
export function listsOfIds(literals: readonly ScriptLiteral[], isId: (text: string) => boolean): ReadonlySet<number> {
  const lists = new Map<number, ScriptLiteral[]>();
  for (const literal of literals) {
    if (literal.list === undefined || literal.role === 'other') continue;
    const list = lists.get(literal.list);
    if (list) list.push(literal);
    else lists.set(literal.list, [literal]);
  }
  return new Set([...lists].filter(([, elements]) => elements.length > 1 && elements.every(({ text }) => isId(text)) && elements.some(({ text }) => isDistinctive(text))).map(([list]) => list));
}

/** Of several words, as ids are: `GetItem`, `list_items`, `Search2`. */
function isDistinctive(id: string): boolean {
  return /\p{Ll}\p{Lu}|[\d_.~-]/u.test(id);
}

function literalsOf(script: ScriptModel): readonly ScriptLiteral[] {
  const known = literalsByScript.get(script);
  if (known) return known;
  const literals = scriptLiterals(script.text);
  literalsByScript.set(script, literals);
  return literals;
}
