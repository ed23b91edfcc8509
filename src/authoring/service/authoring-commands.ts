/**
 * The authoring commands over plain data, so that they can run in another thread than their caller: a megabyte of YAML
 * takes seconds to sort. Texts are handed in with each call, as their editors have them; edits are of those texts. What
 * cannot be done, and why, is an answer and not an error.
 */
import type { ConnectorFileKind, FileFormat, Pointer, TextEdit, TextRange } from '../../connector/connector.ts';
import { fileNameOf } from '../../connector/file-uris.ts';
import { fieldOf, isObject, keyOf, withValueAt } from '../../connector/json-value.ts';
import { ParsedDocuments } from '../../connector/parsed-documents.ts';
import { nodeAt, parseDocument, toValue, type SyntaxDocument } from '../../connector/syntax-tree.ts';
import { applyTextEdits } from '../../connector/text-edits.ts';
import { addOperation, operationProblems, proposedOperationId, type AddedOperation, type OperationForm } from '../commands/add-operation.ts';
import { addPolicyEdits, type PolicyForm } from '../commands/add-policy.ts';
import { addSecurityEdits, formerSecurity, securityProblems, type SecurityDocuments, type SecurityEdits, type SecurityForm, type SecurityOptions } from '../commands/add-security.ts';
import { convertFormat, type Conversion } from '../commands/convert-format.ts';
import { importOpenApi, type Finding } from '../commands/import-openapi.ts';
import { findingsText, importedFiles } from '../commands/imported-files.ts';
import type { FormProblem } from '../commands/refused-form.ts';
import { sortAndFormat } from '../commands/sort-and-format.ts';
import type { Refusal } from '../features/rename.ts';
import { replacement } from './text-replacement.ts';

export type { Refusal } from '../features/rename.ts';

/** A file as its editor has it. */
export interface EditedText {
  readonly uri: string;
  readonly version: number;
  readonly format: FileFormat;
  readonly text: string;
}

export interface EditedConnector {
  readonly definition: EditedText;
  readonly properties: EditedText;
}

/** Where what was added stands once the edits are applied. */
export interface Placed {
  readonly place: TextRange;
}

export interface ImportQuestion {
  readonly text: string;
  /** Of the document, for the report. */
  readonly name: string;
  /** Of the connector, in place of the document's. */
  readonly title: string;
  readonly format: FileFormat;
}

export interface ImportedFiles {
  /** Definition first, then properties. */
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly counts: Readonly<Record<Finding['effect'], number>>;
  /** Markdown. */
  readonly report: string;
}

/** Kept trees, in UTF-16 units of their texts: both files of the connector that a form is being filled in for. */
const KEPT = 2_500_000;

const REFUSALS: ReadonlySet<string> = new Set(['RefusedFormError', 'DocumentNotEditableError', 'NotImportableError']);

export class AuthoringCommands {
  readonly #documents = new ParsedDocuments(KEPT);

  /** To be asked before a form is filled in: whether the texts can be edited at all. */
  editable(texts: readonly EditedText[]): Refusal | undefined {
    for (const text of texts) {
      const { root, problems } = this.#parsed(text);
      const broken = problems.find(({ severity }) => severity === 'error');
      if (broken) return { refusal: `${fileNameOf(text.uri)} has a syntax error and cannot be edited: ${broken.message} Repair it first.` };
      if (root?.kind !== 'object') return { refusal: `${fileNameOf(text.uri)} is empty or holds no object. Repair it first.` };
    }
    return undefined;
  }

  operationProblems(definition: EditedText, form: OperationForm): readonly FormProblem<keyof OperationForm>[] {
    return operationProblems(this.#parsed(definition), form);
  }

  proposedOperationId(definition: EditedText, method: string, path: string): string {
    return proposedOperationId(this.#parsed(definition), method, path);
  }

  addOperation(definition: EditedText, form: OperationForm): (AddedOperation & Placed) | Refusal {
    return orRefusal(() => {
      const added = addOperation(this.#parsed(definition), form);
      return { ...added, place: placeAfter(definition, added.edits, ['paths', form.path, form.method.toLowerCase()]) };
    });
  }

  /** @param operationIds Of the definition. */
  addPolicy(properties: EditedText, form: PolicyForm, operationIds: readonly string[]): ({ readonly edits: readonly TextEdit[] } & Placed) | Refusal {
    return orRefusal(() => {
      const document = this.#parsed(properties);
      const edits = addPolicyEdits(document, form, operationIds);
      const root = document.root && toValue(document.root);
      const list = propertyPointer(root, 'policyTemplateInstances');
      const former = fieldOf(fieldOf(root, 'properties'), 'policyTemplateInstances');
      return { edits, place: placeAfter(properties, edits, [...list, Array.isArray(former) ? former.length : 0]) };
    });
  }

  formerSecurity(connector: EditedConnector): ReturnType<typeof formerSecurity> {
    return formerSecurity(this.#documentsOf(connector));
  }

  securityProblems(connector: EditedConnector, form: SecurityForm, options: SecurityOptions): readonly FormProblem[] {
    return securityProblems(this.#documentsOf(connector), form, options);
  }

  /** The place is one of the properties: the connection parameters. */
  addSecurity(connector: EditedConnector, form: SecurityForm, options: SecurityOptions): (SecurityEdits & Placed) | Refusal {
    return orRefusal(() => {
      const documents = this.#documentsOf(connector);
      const edits = addSecurityEdits(documents, form, options);
      const root = documents.properties.root && toValue(documents.properties.root);
      return { ...edits, place: placeAfter(connector.properties, edits.properties, propertyPointer(root, 'connectionParameters')) };
    });
  }

  /** No edits where the text is sorted already; `sorted` is false where it was only laid out. */
  sortAndFormat({ text, format }: EditedText, kind: ConnectorFileKind): { readonly edits: readonly TextEdit[]; readonly sorted: boolean } | Refusal {
    return orRefusal(() => {
      const result = sortAndFormat(text, format, kind);
      return { edits: result.text === text ? [] : [replacement(text, result.text)], sorted: result.sorted };
    });
  }

  convertFormat({ text, format }: EditedText): Conversion | Refusal {
    return orRefusal(() => convertFormat(text, format));
  }

  /** What an OpenAPI document calls itself, before anything is decided. */
  openApiTitle(text: string): { readonly title: string; readonly version: string } | Refusal {
    return orRefusal(() => {
      const { definition, version } = importOpenApi(text);
      const title = fieldOf(definition.info, 'title');
      return { title: typeof title === 'string' ? title : '', version };
    });
  }

  importOpenApi({ text, name, title, format }: ImportQuestion): ImportedFiles | Refusal {
    return orRefusal(() => {
      const imported = importOpenApi(text);
      const definition = withValueAt(imported.definition, ['info', 'title'], title);
      const count = (effect: Finding['effect']): number => imported.findings.filter((finding) => finding.effect === effect).length;
      return {
        files: importedFiles({ ...imported, definition: isObject(definition) ? definition : imported.definition }, format),
        counts: { check: count('check'), changed: count('changed'), lost: count('lost') },
        report: findingsText(imported, name),
      };
    });
  }

  #parsed({ uri, version, format, text }: EditedText): SyntaxDocument {
    return this.#documents.parse(uri, version, format, text);
  }

  #documentsOf({ definition, properties }: EditedConnector): SecurityDocuments {
    return { definition: this.#parsed(definition), properties: this.#parsed(properties) };
  }
}

/** What the user can do something about; anything else is a mistake of ours and stays an error. */
function orRefusal<T>(body: () => T): T | Refusal {
  try {
    return body();
  } catch (error) {
    if (error instanceof Error && REFUSALS.has(error.name)) return { refusal: error.message };
    throw error;
  }
}

/** A member of `properties`, whose name and own name may be in any case. */
function propertyPointer(root: unknown, name: string): Pointer {
  const outer = keyOf(root, 'properties') ?? 'properties';
  return [outer, keyOf(fieldOf(root, outer), name) ?? name];
}

/** The key of a member, or an item, in the text that the edits lead to. */
function placeAfter({ text, format }: EditedText, edits: readonly TextEdit[], pointer: Pointer): TextRange {
  const { root } = parseDocument(applyTextEdits(text, edits), format);
  const last = pointer.at(-1);
  const above = nodeAt(root, pointer.slice(0, -1));
  const range = typeof last === 'number' ? above?.items?.[last]?.range : above?.members?.findLast(({ key }) => key === last)?.keyRange;
  return range ?? { start: 0, end: 0 };
}
