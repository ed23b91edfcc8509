/**
 * Completion in YAML: the place where somebody types is rebuilt in JSON, VS Code's JSON service says what may stand
 * there, and its proposals are written in YAML. So both formats get the same, for all that the schemas describe.
 */
import type { SchemaKind } from './schema-kind.ts';
import type { SchemaCompletion, SchemaService } from './schema-service.ts';
import { yamlCursorAt, type YamlCursor, type YamlLevel } from './yaml-cursor.ts';
import { yamlMember, yamlValue, type YamlSnippetLayout } from './yaml-snippet.ts';

/**
 * @param offset Where somebody types.
 * @param step One step of the document's indentation.
 * @returns Completions with snippets whose lines after the first need the white space of the line they are put in,
 * which editors add. Empty where nothing can be completed.
 */
export async function completeYaml(service: SchemaService, text: string, kind: SchemaKind, offset: number, step = '  '): Promise<SchemaCompletion[]> {
  const cursor = yamlCursorAt(text, offset);
  if (!cursor) return [];
  const layout: YamlSnippetLayout = { step, indent: ' '.repeat(cursor.offset) };
  const found = new Map<string, SchemaCompletion>();
  for (const question of questionsOf(cursor)) {
    for (const completion of await service.completeJson(question.json, kind, question.offset)) {
      const written = inYaml(completion, cursor, layout, question.inline);
      if (written && !found.has(written.label)) found.set(written.label, withoutBlanksBefore(written, text));
    }
  }
  return [...found.values()];
}

interface Question {
  readonly json: string;
  readonly offset: number;
  /** A value is written behind a colon. */
  readonly inline: boolean;
}

function questionsOf({ place, path, keyHasColon }: YamlCursor): Question[] {
  const last = path.at(-1);
  const value = (levels: readonly YamlLevel[], inline: boolean): Question => ask(levels, '', '', inline);
  const key = (levels: readonly YamlLevel[]): Question => ask(levels, '"', keyHasColon ? '": null' : '"', false);
  if (place === 'value') return [value(path, true)];
  if (place === 'item') return last?.kind === 'object' ? [key(path)] : [key([...path, { kind: 'object', members: {} }]), value(path, false)];
  if (last?.kind === 'object' && Object.keys(last.members).length === 0 && !keyHasColon) return [key(path), value(path.slice(0, -1), false)];
  return [key(path)];
}

/** JSON of the levels, with a place left open in the innermost. */
function ask(levels: readonly YamlLevel[], before: string, after: string, inline: boolean): Question {
  let head = '';
  let tail = '';
  for (const level of levels) {
    if (level.kind === 'array') {
      head += '[';
      tail = `]${tail}`;
    } else {
      const members = Object.entries(level.members).map(([name, member]) => `${JSON.stringify(name)}:${JSON.stringify(member)},`);
      head += `{${members.join('')}${level.key === undefined ? '' : `${JSON.stringify(level.key)}:`}`;
      tail = `}${tail}`;
    }
  }
  return { json: `${head}${before}${after}${tail}`, offset: head.length + before.length, inline };
}

/** What begins on the next line takes the place of the blanks behind the colon as well. */
function withoutBlanksBefore(completion: SchemaCompletion, text: string): SchemaCompletion {
  if (!completion.snippet.startsWith('\n')) return completion;
  let { start } = completion.range;
  while (text[start - 1] === ' ') start--;
  return { ...completion, range: { ...completion.range, start } };
}

function inYaml(completion: SchemaCompletion, { range, keyHasColon }: YamlCursor, layout: YamlSnippetLayout, inline: boolean): SchemaCompletion | undefined {
  const { kind, label, snippet, markdown, sortText } = completion;
  // What the JSON service offers where it knows nothing better.
  if (label === '{}' || label === '[]') return undefined;
  const written = kind === 'property' ? yamlMember(snippet, layout, keyHasColon) : yamlValue(snippet, layout, inline);
  if (written === undefined) return undefined;
  return { kind, label, snippet: written, range, sortText, markdown };
}
