/** YAML 1.2 text to syntax tree, by the `yaml` package. It takes some 0.2 s for each megabyte: who waits for it should be a thread of its own. */
import { parseDocument, type YAMLError } from 'yaml';
import { ProblemList } from './problem-list.ts';
import { TooManyNodes, type SyntaxDocument, type SyntaxNode, type SyntaxProblemCode } from './syntax-node.ts';
import { lineEnd } from './text-layout.ts';
import { yamlMessage } from './yaml-messages.ts';
import { YamlTreeBuilder } from './yaml-tree.ts';

/**
 * In UTF-16 units. The package takes up to 2 s for a hostile text of this length, so this bounds the wait. The largest
 * published definition has 1.1 million.
 */
export const MAXIMUM_YAML_LENGTH = 4_000_000;

/** Never throws; ranges are offsets into `text`, byte order mark included. */
export function parseYaml(text: string): SyntaxDocument {
  const problems = new ProblemList(text.length);
  let root: SyntaxNode | undefined;
  try {
    root = readByPackage(text, problems);
  } catch (error) {
    root = tooMany(error, problems, text);
  }
  return { format: 'yaml', text, root, problems: problems.found };
}

function tooMany(error: unknown, problems: ProblemList, text: string): undefined {
  if (!(error instanceof TooManyNodes)) throw error;
  problems.error('size', error.message, 0, text.length);
}

function readByPackage(text: string, problems: ProblemList): SyntaxNode | undefined {
  if (text.length > MAXIMUM_YAML_LENGTH) {
    problems.error('size', `The file is longer than ${MAXIMUM_YAML_LENGTH.toLocaleString('en')} characters, and YAML is not read at that length. Split it, or write it as JSON.`, 0, text.length);
    return undefined;
  }
  // As a line break, the byte order mark neither shifts offsets nor counts as indentation.
  const scanned = text.startsWith('\uFEFF') ? `\n${text.slice(1)}` : text;
  const document = withoutStackTraces(() => parseDocument(scanned, { version: '1.2', uniqueKeys: false, merge: false, prettyErrors: false }));
  const told = new Set<string>();
  for (const { code, message, pos } of document.errors) {
    const key = `${pos[0]} ${yamlMessage(message)}`;
    if (told.has(key)) continue;
    told.add(key);
    // What goes on over the next lines is not what is wrong.
    const end = Math.min(pos[1], lineEnd(text, pos[0]));
    problems.error(codeOf(code), code === 'MULTIPLE_DOCS' ? 'The file holds several documents. Keep one of them.' : yamlMessage(message), pos[0], end);
  }
  for (const { code, pos } of document.warnings) {
    if (code === 'TAG_RESOLVE_FAILED') problems.warning('tag', 'This tag is not known, and JSON has none. Remove it.', pos[0], pos[1]);
  }
  return document.contents ? new YamlTreeBuilder(text, problems).build(document.contents) : undefined;
}

function codeOf(code: YAMLError['code']): SyntaxProblemCode {
  switch (code) {
    case 'MULTIPLE_DOCS': return 'multipleDocuments';
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS': return 'alias';
    case 'MULTIPLE_ANCHORS': return 'anchor';
    case 'MULTIPLE_TAGS':
    case 'TAG_RESOLVE_FAILED': return 'tag';
    case 'RESOURCE_EXHAUSTION': return 'depth';
    default: return 'syntax';
  }
}

/** The package makes an Error of each problem; their stack traces, which nobody sees, take most of a broken text's time. */
function withoutStackTraces<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
