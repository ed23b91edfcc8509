/**
 * VS Code's own JSON service with the three schemas, on our syntax trees: JSON and YAML get the messages and the hovers
 * that VS Code shows for the contributed schemas. Nothing is loaded from elsewhere: `$schema` in a file is not followed,
 * since Microsoft's published schemas refuse managed identity, scripts and parameter sets, which the service accepts.
 */
import { getLanguageService, type CompletionItem, type LanguageService, type MarkupContent, type Position, type Range, type TextDocument } from 'vscode-json-languageservice';
import type { TextRange } from '../../connector/connector.ts';
import type { SyntaxDocument } from '../../connector/syntax-node.ts';
import { astOf } from './ast-nodes.ts';
import { loadSchemas, type SchemaKind, type Schemas } from './schema-kind.ts';

export interface SchemaProblem {
  readonly message: string;
  readonly range: TextRange;
}

export interface SchemaHover {
  readonly markdown: string;
  readonly range: TextRange;
}

export interface SchemaCompletion {
  readonly label: string;
  readonly kind: 'property' | 'value' | 'snippet';
  /** What takes the place of `range`, in the snippet syntax of VS Code. */
  readonly snippet: string;
  readonly range: TextRange;
  /** What the typed text is compared with, where that is not the label. */
  readonly filterText?: string;
  readonly sortText?: string;
  readonly markdown?: string;
}

/** The service's code for what works, but is out of date. */
const DEPRECATED = 2;
/** Values of the Language Server Protocol. */
const PROPERTY_ITEM = 10;
const MODULE_ITEM = 9;

/** Loads the schemas on first use and keeps them; thousands of files may share one service. */
export class SchemaService {
  private readonly schemas: Schemas;
  private readonly services = new Map<SchemaKind, LanguageService>();

  private constructor(schemas: Schemas) {
    this.schemas = schemas;
  }

  static async create(): Promise<SchemaService> {
    return new SchemaService(await loadSchemas());
  }

  /** All that the schema finds wrong, in the order of the text. Of what is deprecated the rules tell, with a fix. */
  async validate(document: SyntaxDocument, kind: SchemaKind): Promise<SchemaProblem[]> {
    if (!document.root) return [];
    const text = new OffsetDocument(document.text, kind);
    const service = this.of(kind);
    const found = await service.doValidation(text, service.newJSONDocument(astOf(document.root)), { schemaValidation: 'error', schemaRequest: 'ignore' });
    return found
      .filter(({ code }) => code !== DEPRECATED)
      .map(({ message, range }) => ({ message: plain(message), range: { start: text.offsetAt(range.start), end: text.offsetAt(range.end) } }))
      .sort((left, right) => left.range.start - right.range.start || left.range.end - right.range.end);
  }

  /** What the schema says about the key or value at the offset. */
  async hover(document: SyntaxDocument, kind: SchemaKind, offset: number): Promise<SchemaHover | undefined> {
    if (!document.root) return undefined;
    const text = new OffsetDocument(document.text, kind);
    const hover = await this.of(kind).doHover(text, text.positionAt(offset), this.of(kind).newJSONDocument(astOf(document.root)));
    const [markdown] = Array.isArray(hover?.contents) ? hover.contents : [];
    if (!hover?.range || typeof markdown !== 'string' || markdown === '') return undefined;
    return { markdown, range: { start: text.offsetAt(hover.range.start), end: text.offsetAt(hover.range.end) } };
  }

  /** Completion in JSON text, for files that no contributed pattern can name. */
  async completeJson(json: string, kind: SchemaKind, offset: number): Promise<SchemaCompletion[]> {
    const text = new OffsetDocument(json, kind);
    const list = await this.of(kind).doComplete(text, text.positionAt(offset), this.of(kind).parseJSONDocument(text));
    return (list?.items ?? []).flatMap((item) => {
      const completion = completionOf(item, text);
      return completion ? [completion] : [];
    });
  }

  /** One for each kind: whatever schema a file names in `$schema`, the answer to the request for it is ours. */
  private of(kind: SchemaKind): LanguageService {
    const known = this.services.get(kind);
    if (known) return known;
    const service = getLanguageService({
      schemaRequestService: () => Promise.resolve(JSON.stringify(this.schemas[kind])),
      clientCapabilities: { textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } } } },
    });
    // A copy, since the service writes references out in place.
    service.configure({ allowComments: true, validate: true, schemas: [{ uri: `connector-studio://schemas/${kind}`, fileMatch: ['*'], schema: structuredClone(this.schemas[kind]) }] });
    this.services.set(kind, service);
    return service;
  }
}

function completionOf({ label, kind, textEdit, documentation, filterText, sortText }: CompletionItem, text: OffsetDocument): SchemaCompletion | undefined {
  if (!textEdit || !('range' in textEdit)) return undefined;
  return {
    label: plainLabel(label),
    kind: kind === PROPERTY_ITEM ? 'property' : kind === MODULE_ITEM ? 'snippet' : 'value',
    snippet: textEdit.newText,
    range: { start: text.offsetAt(textEdit.range.start), end: text.offsetAt(textEdit.range.end) },
    filterText,
    sortText,
    markdown: documentation === undefined ? undefined : plain(documentation),
  };
}

/** The service labels values as they are written: `"internal"`. */
function plainLabel(label: string): string {
  return /^"(?:[^"\\]|\\.)*"$/.test(label) ? String(JSON.parse(label)) : label;
}

function plain(text: string | MarkupContent): string {
  return typeof text === 'string' ? text : text.value;
}

/** Text in which a position is an offset: one line, however many the text has. The service then has no lines to count. */
class OffsetDocument implements TextDocument {
  readonly uri: string;
  readonly languageId = 'json';
  readonly version = 1;
  readonly lineCount = 1;
  private readonly text: string;

  constructor(text: string, kind: SchemaKind) {
    this.text = text;
    this.uri = `connector-studio:///${kind}`;
  }

  getText(range?: Range): string {
    return range ? this.text.slice(range.start.character, range.end.character) : this.text;
  }

  positionAt(offset: number): Position {
    return { line: 0, character: Math.max(0, Math.min(offset, this.text.length)) };
  }

  offsetAt(position: Position): number {
    return position.character;
  }

  getLineRange(): Range {
    return { start: this.positionAt(0), end: this.positionAt(this.text.length) };
  }

  getEOLCharacters(): string {
    return '';
  }
}
