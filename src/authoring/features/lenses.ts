/**
 * Code lenses: what can be done about a security block, testing an operation, and how often operations and definitions
 * are named. Plain data: titles are the editor's to translate.
 */
import { innerRange } from '../../connector/scalar-source.ts';
import type { Pointer, TextRange } from '../../connector/connector.ts';
import type { ConnectorModel, DefinitionModel, FileKind, OAuthView, PropertiesModel } from '../model/connector-model.ts';
import { indexOf } from './definition-index.ts';
import { operationUses } from './operation-uses.ts';

export type Lens =
  /** How the block proves itself: a title without a command of its own but to show the place. */
  | { readonly kind: 'credential'; readonly range: TextRange; readonly credential: OAuthView['block']['credential']; readonly deployed: boolean; readonly pointer: Pointer }
  | { readonly kind: 'verifyManagedIdentity' | 'configureManagedIdentity'; readonly range: TextRange; readonly pointer: Pointer }
  | { readonly kind: 'testOperation'; readonly range: TextRange; readonly operationId: string }
  | { readonly kind: 'references'; readonly range: TextRange; readonly of: 'operation' | 'definition'; readonly name: string; readonly count: number };

/** In the order of the text. `range` is that of the key or name the lens stands above. */
export function lensesOf(connector: ConnectorModel, file: FileKind): Lens[] {
  if (file === 'properties' && connector.properties) return ofSecurity(connector.properties);
  if (file === 'definition' && connector.definition) return [...ofOperations(connector, connector.definition), ...ofDefinitions(connector.definition)].sort((left, right) => left.range.start - right.range.start);
  return [];
}

/** Other identity providers than Entra's have no managed identity; what they have is shown all the same. */
function ofSecurity({ oauth }: PropertiesModel): Lens[] {
  return oauth.flatMap(({ block, parameter }): Lens[] => {
    const { credential, pointer, subject, identityProvider } = block;
    const range = parameter.member.keyRange;
    const shown: Lens = { kind: 'credential', range, credential, deployed: Boolean(subject), pointer };
    const configure: Lens = { kind: 'configureManagedIdentity', range, pointer };
    if (credential === 'managedIdentity') return [shown, { kind: 'verifyManagedIdentity', range, pointer }, configure];
    return identityProvider === undefined || /^aad/i.test(identityProvider) ? [shown, configure] : [shown];
  });
}

function ofOperations(connector: ConnectorModel, { operations }: DefinitionModel): Lens[] {
  const uses = operationUses(connector);
  return operations.flatMap(({ id, member, trigger }): Lens[] => {
    if (id === undefined) return [];
    const range = member.keyRange;
    const count: Lens = { kind: 'references', range, of: 'operation', name: id, count: uses.get(id)?.length ?? 0 };
    // A trigger is called by the platform alone.
    return trigger === undefined ? [{ kind: 'testOperation', range, operationId: id }, count] : [count];
  });
}

function ofDefinitions(definition: DefinitionModel): Lens[] {
  const index = indexOf(definition);
  return Array.from(definition.definitions, ([name, { keyRange }]) =>
    ({ kind: 'references', range: innerRange(definition.document, keyRange), of: 'definition', name, count: index.referencesTo('definitions', name).length }));
}
