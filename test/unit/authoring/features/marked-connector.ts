/** Connectors written down with the cursor in them: `¦` in one of the texts. */
import { parse } from 'yaml';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { modelOfTexts, type ConnectorTexts } from '../../../../src/authoring/model/build-model.ts';
import type { ConnectorModel, FileKind } from '../../../../src/authoring/model/connector-model.ts';
import type { FileEdits } from '../../../../src/authoring/rule.ts';
import type { FileFormat, TextRange } from '../../../../src/connector/connector.ts';

export const CURSOR = '¦';

export interface Marked {
  readonly connector: ConnectorModel;
  readonly file: FileKind;
  readonly offset: number;
  readonly texts: ConnectorTexts;
}

const FILES: readonly FileKind[] = ['definition', 'properties', 'settings', 'script'];

/** The texts are of the given format, the script apart. */
export function marked(texts: ConnectorTexts, format: FileFormat): Marked {
  const file = FILES.find((kind) => texts[kind]?.includes(CURSOR));
  if (!file) throw new Error('There is no cursor in the texts.');
  const offset = (texts[file] ?? '').indexOf(CURSOR);
  const plain = Object.fromEntries(Object.entries(texts).map(([kind, text]) => [kind, (text as string).replace(CURSOR, '')])) as ConnectorTexts;
  return { connector: connectorOfTexts(plain, format), file, offset, texts: plain };
}

export function connectorOfTexts(texts: ConnectorTexts, format: FileFormat): ConnectorModel {
  const folder = 'file:///connectors/Shelf';
  const files = {
    folder,
    folderName: 'Shelf',
    definition: texts.definition === undefined ? undefined : `${folder}/apiDefinition.swagger.${format}`,
    properties: texts.properties === undefined ? undefined : `${folder}/apiProperties.${format}`,
    settings: texts.settings === undefined ? undefined : `${folder}/settings.json`,
    script: texts.script === undefined ? undefined : `${folder}/script.csx`,
  };
  return modelOfTexts(files, texts);
}

/** The same connector in both formats, from its YAML; the cursor must stand in a key or value. */
export function inBothFormats(texts: ConnectorTexts): readonly [readonly ['json', Marked], readonly ['yaml', Marked]] {
  const json = Object.fromEntries(Object.entries(texts).map(([kind, text]) => [kind, kind === 'script' ? text : JSON.stringify(parse(text as string), null, 2)])) as ConnectorTexts;
  return [['json', marked(json, 'json')], ['yaml', marked(texts, 'yaml')]];
}

export function textOfRange({ texts }: Marked, file: FileKind, { start, end }: TextRange): string {
  return (texts[file] ?? '').slice(start, end);
}

/** Each place with its line, trimmed, and the name in brackets: `definition: operationId: [GetItem]`. */
export function placeInLine({ texts }: Marked, file: FileKind, { start, end }: TextRange): string {
  const text = texts[file] ?? '';
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  return `${file}: ${text.slice(from, start).trimStart()}[${text.slice(start, end)}]${text.slice(end, to < 0 ? undefined : to).trimEnd()}`;
}

export function edited(texts: ConnectorTexts, changes: readonly FileEdits[]): ConnectorTexts {
  const result: Record<string, string> = { ...texts };
  for (const { file, edits } of changes) result[file] = applyTextEdits(texts[file] ?? '', edits);
  return result;
}
