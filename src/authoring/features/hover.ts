/** Hover: what the thing under the cursor is, from wherever it is named. */
import type { Pointer, TextRange } from '../../connector/connector.ts';
import { innerRange } from '../../connector/scalar-source.ts';
import { pathAt } from '../../connector/syntax-lookup.ts';
import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import { customParameter, identityProvider } from '../catalogue/identity-providers.ts';
import { policyParameter, policyTemplate } from '../catalogue/policy-templates.ts';
import { extension } from '../catalogue/extensions.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import { textOf } from '../model/nodes.ts';
import { inOAuthSettings, inPolicy } from './completion-places.ts';
import { extensionAt } from './definition-roles.ts';
import { customParameterText, extensionText, policyParameterText, policyTemplateText, providerText } from './hover-catalogue.ts';
import { textOfThing } from './hover-things.ts';
import { namedThingAt } from './named-thing.ts';
import { originAt } from './occurrences.ts';

export interface Hover {
  readonly range: TextRange;
  /** Nothing that a file says is a link, an image or HTML in it. */
  readonly markdown: string;
}

/** @param catalogue False where the file's schema is shown by others, which holds what the catalogues know. */
export function hoverAt(connector: ConnectorModel, file: FileKind, offset: number, { catalogue = true }: { readonly catalogue?: boolean } = {}): Hover | undefined {
  const thing = namedThingAt(connector, file, offset);
  const range = thing && originAt(connector, thing, file, offset);
  const markdown = thing && range && textOfThing(connector, thing);
  if (range && markdown) return { range, markdown };
  return catalogue ? catalogueHover(connector, file, offset) : undefined;
}

/** What the catalogues know of a key or value. */
function catalogueHover(connector: ConnectorModel, file: FileKind, offset: number): Hover | undefined {
  const document = file === 'script' || file === 'settings' ? undefined : connector.documents[file];
  const last = document && pathAt(document, offset).at(-1);
  if (!document || !last) return undefined;
  const { node, member, pointer, inKey } = last;
  const place = inKey ? member?.keyRange : node.kind === 'string' ? node.range : undefined;
  if (!place) return undefined;
  const markdown = file === 'definition' ? (inKey && member ? ofExtension(member, pointer) : undefined) : ofProperties(connector, document, offset, pointer, inKey, node);
  return markdown === undefined ? undefined : { range: innerRange(document, place), markdown };
}

function ofExtension({ key }: SyntaxMember, pointer: Pointer): string | undefined {
  const known = extensionAt(pointer)?.depth === pointer.length ? extension(key) : undefined;
  return known && extensionText(known);
}

function ofProperties(connector: ConnectorModel, document: NonNullable<ConnectorModel['documents']['properties']>, offset: number, pointer: Pointer, inKey: boolean, node: SyntaxNode): string | undefined {
  const cursor = { connector, document, offset };
  const policy = inPolicy(cursor, pointer);
  if (policy) {
    const template = policyTemplate(policy.policy?.templateId ?? '');
    if (!template) return undefined;
    if (!inKey) return policy.rest.join() === 'templateid' ? policyTemplateText(template) : undefined;
    const parameter = policy.rest.length === 2 && policy.rest[0] === 'parameters' ? policyParameter(template, policy.rest[1] ?? '') : undefined;
    return parameter && policyParameterText(template, parameter);
  }
  const settings = inOAuthSettings(cursor, pointer);
  if (!settings) return undefined;
  if (!inKey && settings.rest.join() === 'identityprovider') {
    const provider = identityProvider(textOf(node) ?? '');
    return provider && providerText(provider);
  }
  const provider = identityProvider(settings.oauth?.provider ?? '');
  const parameter = inKey && settings.rest.length === 2 && settings.rest[0] === 'customparameters' && provider ? customParameter(provider, settings.rest[1] ?? '') : undefined;
  return provider && parameter && customParameterText(provider, parameter);
}
