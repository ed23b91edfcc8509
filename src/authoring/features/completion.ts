/**
 * Completion with what the connector itself and the catalogues know: names of other places, not keywords. Keys and
 * values that the JSON schemas list come from the schema service.
 */
import type { TextRange } from '../../connector/connector.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import { inserterFor, pieceInserter } from './completion-insertion.ts';
import { slotsAt, type Cursor } from './completion-slots.ts';
import type { CompletionKind, Offer, PieceProvider, Provider } from './completion-values.ts';
import { oauthScopes, resourceUris } from './values/api-resources.ts';
import { calledParameters, callerReferences } from './values/call-arguments.ts';
import { expressionNames, wholeExpressions } from './values/expressions.ts';
import { extensionKeys, extensionValues } from './values/extensions.ts';
import { fieldPathValues } from './values/field-path-values.ts';
import { customParameterKeys, customParameterValues, identityProviderNames } from './values/identity-providers.ts';
import { operationIdsInDefinition, operationIdsInProperties, operationIdsInScript } from './values/operation-ids.ts';
import { bracedNames, pathParameterNames } from './values/path-parameters.ts';
import { policyParameterKeys, policyTemplateIds, policyValues } from './values/policies.ts';
import { refTargets } from './values/ref-targets.ts';
import { requiredFields } from './values/required-fields.ts';
import { declaredScopes, securityNames, securityScopes } from './values/security.ts';
import { operationTags } from './values/tags.ts';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** Markdown; nothing that a file says is a link in it. */
  readonly documentation?: string;
  readonly insertText: string;
  /** `insertText` has places to fill in, as VS Code's snippets do. */
  readonly snippet?: true;
  /** On one line, and around the cursor. */
  readonly range: TextRange;
  /** What the typed text is compared with, where that is not the label. */
  readonly filterText?: string;
  readonly sortText: string;
  /** The file's schema offers the same under this label. */
  readonly inSchema?: true;
}

const IN_DEFINITION: readonly Provider[] = [
  refTargets, operationIdsInDefinition, calledParameters, callerReferences, fieldPathValues, securityNames, securityScopes, declaredScopes,
  pathParameterNames, requiredFields, operationTags, extensionKeys, extensionValues,
];
const IN_PROPERTIES: readonly Provider[] = [
  operationIdsInProperties, policyTemplateIds, policyParameterKeys, policyValues, identityProviderNames, customParameterKeys, customParameterValues, resourceUris, oauthScopes,
];
const PIECES: Readonly<Record<'definition' | 'properties', readonly PieceProvider[]>> = { definition: [bracedNames], properties: [expressionNames, wholeExpressions, bracedNames] };

export function completionsAt(connector: ConnectorModel, file: FileKind, offset: number): Completion[] {
  if (file === 'script') return operationIdsInScript(connector, offset).flatMap((offer) => completions(undefined, offer));
  const document = connector.documents[file];
  if (!document || file === 'settings') return [];
  const cursor: Cursor = { connector, document, offset };
  const pieces = PIECES[file].flatMap((provider) => provider(cursor));
  // A name inside a text is all that fits there.
  if (pieces.length > 0) return pieces.flatMap((offer) => completions(cursor, offer));
  const providers = file === 'definition' ? IN_DEFINITION : IN_PROPERTIES;
  return slotsAt(cursor).flatMap((slot) => providers.flatMap((provider) => completions(cursor, { slot, candidates: provider(cursor, slot) ?? [] })));
}

function completions(cursor: Cursor | undefined, { slot, candidates }: Offer): Completion[] {
  if (candidates.length === 0) return [];
  const insert = cursor ? inserterFor(cursor, slot) : slot.kind === 'piece' ? pieceInserter(slot) : undefined;
  return candidates.flatMap((candidate) => {
    const { value, label = value, kind, detail, documentation, rank = 5, inSchema } = candidate;
    const insertion = insert?.(candidate);
    // A cursor in a later line of a text of several lines has no line of its own to complete.
    if (!insertion || (cursor && (cursor.offset < insertion.range.start || cursor.offset > insertion.range.end))) return [];
    return [{ label, kind, detail, documentation, sortText: `${rank}${label}`, ...insertion, ...(inSchema && { inSchema }) }];
  });
}
