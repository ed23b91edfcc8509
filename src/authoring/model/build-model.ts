/** Texts or trees of a connector's files to the model. Never throws: whatever is broken is left out. */
import type { ConnectorFiles } from '../../connector/connector.ts';
import { formatOf, parseDocument, type SyntaxDocument } from '../../connector/syntax-tree.ts';
import type { ConnectorModel, DefinitionModel, PropertiesModel, ScriptModel } from './connector-model.ts';
import { definitionModel } from './definition-model.ts';
import { operationIdUsesOf } from './operation-id-uses.ts';
import { propertiesModel } from './properties-model.ts';
import { scriptModel } from './script-model.ts';

export interface ConnectorTexts {
  readonly definition?: string;
  readonly properties?: string;
  readonly settings?: string;
  readonly script?: string;
}

/** Parses what is given. */
export function modelOfTexts(files: ConnectorFiles, texts: ConnectorTexts, entryNames?: readonly string[]): ConnectorModel {
  const parsed = (kind: 'definition' | 'properties' | 'settings'): SyntaxDocument | undefined =>
    texts[kind] === undefined ? undefined : parseDocument(texts[kind], formatOf(files[kind] ?? ''));
  const documents = { definition: parsed('definition'), properties: parsed('properties'), settings: parsed('settings') };
  return buildModel(files, documents, texts.script, entryNames);
}

export function buildModel(
  files: ConnectorFiles,
  documents: ConnectorModel['documents'],
  script: string | undefined,
  entryNames?: readonly string[],
  known: { readonly definition?: DefinitionModel; readonly properties?: PropertiesModel; readonly script?: ScriptModel } = {},
): ConnectorModel {
  const objectOf = (document: SyntaxDocument | undefined) => (document?.root?.kind === 'object' ? { document, root: document.root } : undefined);
  const forDefinition = objectOf(documents.definition);
  const forProperties = objectOf(documents.properties);
  // An edit of one file leaves the views of the others as they are.
  const definition = known.definition?.document === documents.definition ? known.definition : forDefinition && definitionModel(forDefinition.document, forDefinition.root);
  const properties = known.properties?.document === documents.properties ? known.properties : forProperties && propertiesModel(forProperties.document, forProperties.root);
  const scripted = script === undefined ? undefined : known.script?.text === script ? known.script : scriptModel(script);
  return { files, entryNames, documents, definition, properties, script: scripted, operationIdUses: operationIdUsesOf(definition, properties, scripted) };
}
