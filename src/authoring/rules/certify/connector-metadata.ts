/**
 * `x-ms-connector-metadata`: a list of pairs at the root of a definition (learn.microsoft.com, custom connectors,
 * certification-submission). One published connector writes the keys in PascalCase, so they are found in any case.
 */
import type { SyntaxMember, SyntaxNode } from '../../../connector/syntax-node.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { memberLike, memberOf, textOf } from '../../model/nodes.ts';

export const METADATA_NAMES = ['Website', 'Privacy policy', 'Categories'] as const;
export type MetadataName = (typeof METADATA_NAMES)[number];

/** The list that certification takes, as of 2024; a connector may have two of them. */
export const CATEGORIES = [
  'AI', 'Business Management', 'Business Intelligence', 'Collaboration', 'Commerce', 'Communication', 'Content and Files', 'Finance', 'Data',
  'Human Resources', 'Internet of Things', 'IT Operations', 'Lifestyle and Entertainment', 'Marketing', 'Productivity', 'Sales and CRM', 'Security',
  'Social Media', 'Website',
] as const;
export const MOST_CATEGORIES = 2;

export interface MetadataEntry {
  readonly node: SyntaxNode;
  readonly nameMember?: SyntaxMember;
  readonly name?: string;
  readonly valueMember?: SyntaxMember;
  readonly value?: string;
}

export function metadataMember(definition: DefinitionModel | undefined): SyntaxMember | undefined {
  return memberOf(definition?.root, 'x-ms-connector-metadata');
}

export function metadataOf(definition: DefinitionModel | undefined): readonly MetadataEntry[] {
  return (metadataMember(definition)?.value.items ?? []).filter(({ kind }) => kind === 'object').map((node) => {
    const nameMember = memberLike(node, 'propertyName');
    const valueMember = memberLike(node, 'propertyValue');
    return { node, nameMember, name: textOf(nameMember?.value), valueMember, value: textOf(valueMember?.value) };
  });
}

/** The entry of that name whatever its case. */
export function metadataEntry(definition: DefinitionModel | undefined, name: MetadataName): MetadataEntry | undefined {
  return metadataOf(definition).find((entry) => entry.name?.trim().toLowerCase() === name.toLowerCase());
}
