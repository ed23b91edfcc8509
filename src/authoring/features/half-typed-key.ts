/**
 * A key that is being typed above other members of a YAML mapping has no colon yet, and YAML reads it and the next line
 * as one key. A comment ends it, so the text is read as if one stood behind the word; nothing before the cursor moves.
 */
import { parseDocument } from '../../connector/syntax-tree.ts';
import { lineEnd, lineStart } from '../../connector/text-layout.ts';
import { buildModel } from '../model/build-model.ts';
import type { ConnectorModel } from '../model/connector-model.ts';

const BARE_WORD = /^[ \t]*(?:- +)*[\w$"'.-]+$/;

/** The same connector, or one in which the word at the offset stands for itself. */
export function withKeyEnded(connector: ConnectorModel, file: 'definition' | 'properties', offset: number): ConnectorModel {
  const document = connector.documents[file];
  if (document?.format !== 'yaml') return connector;
  const { text } = document;
  const end = lineEnd(text, offset);
  if (!BARE_WORD.test(text.slice(lineStart(text, offset), end)) || text.slice(end).trim() === '') return connector;
  const ended = parseDocument(`${text.slice(0, end)} #${text.slice(end)}`, 'yaml');
  return buildModel(connector.files, { ...connector.documents, [file]: ended }, connector.script?.text, connector.entryNames, connector);
}
