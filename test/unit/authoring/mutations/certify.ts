import { removeItem, removeMember, renameKey, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { ConnectorModel, DefinitionModel, FileKind, OAuthView } from '../../../../src/authoring/model/connector-model.ts';
import { filledText, memberLike, memberOf, textOf, valueOf } from '../../../../src/authoring/model/nodes.ts';
import { metadataEntry, metadataMember, metadataOf, METADATA_NAMES } from '../../../../src/authoring/rules/certify/connector-metadata.ts';
import type { SyntaxMember, SyntaxNode } from '../../../../src/connector/syntax-node.ts';
import type { TextEdit, TextRange } from '../../../../src/connector/connector.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';

type Place = NonNullable<ReturnType<NonNullable<Breakage['at']>>>;

function inDefinition(edits: readonly TextEdit[]): Breakage['changes'] {
  return [{ file: 'definition', edits }];
}

function inProperties(edits: readonly TextEdit[]): Breakage['changes'] {
  return [{ file: 'properties', edits }];
}

function keyOf(file: FileKind, member: SyntaxMember | undefined): Place | undefined {
  return member && { file, range: member.keyRange };
}

function infoOf(definition: DefinitionModel | undefined): SyntaxMember | undefined {
  return memberOf(definition?.root, 'info');
}

/** Another text in the place of one in `info`. */
function infoText(rule: string, key: string, broken: (text: string, random: Random) => string, more: Partial<Breakage> = {}): Mutation {
  return {
    rule,
    break: ({ definition }, random) => {
      const node = valueOf(infoOf(definition)?.value, key);
      const text = textOf(node);
      // A text that has the fault already says nothing new.
      if (!definition || !node || text === undefined || text.trim() === '' || /power|logic|copilot/i.test(text)) return undefined;
      return { changes: inDefinition(replaceScalar(definition.document, node, broken(text, random))), ...more };
    },
  };
}

const titleLength = infoText('title-length', 'title', () => 'A title that goes on for longer than thirty characters');
const titleRestrictedWord = infoText('title-restricted-word', 'title', (_text, random) => `Shelf ${random.one(['API', 'Connector', 'for Power Apps'])}`);
const infoDescriptionLength = infoText('info-description-length', 'description', (_text, random) => (random.below(2) === 0 ? 'Too short.' : 'Too long. '.repeat(60)));
const infoDescriptionRestrictedWord = infoText('info-description-restricted-word', 'description', (_text, random) => `Looks after the shelves of your company in ${random.one(['Power Automate', 'PowerApps', 'Logic Apps', 'Copilot Studio'])}.`);

const titleEnd: Mutation = {
  rule: 'title-end',
  break: ({ definition }, random) => {
    const node = valueOf(infoOf(definition)?.value, 'title');
    const title = textOf(node);
    if (!definition || !node || title === undefined || title.length > 28 || !/[A-Za-z0-9]$/.test(title)) return undefined;
    return { changes: inDefinition(replaceScalar(definition.document, node, `${title}${random.one([' ', '.', '!'])}`)), restores: true };
  },
};

/** The contact where it is complete. */
function contactOf({ definition }: ConnectorModel): { readonly definition: DefinitionModel; readonly info: SyntaxMember; readonly member: SyntaxMember } | undefined {
  const info = infoOf(definition);
  const member = memberOf(info?.value, 'contact');
  return definition && info && member?.value.kind === 'object' && ['name', 'url', 'email'].every((key) => filledText(member.value, key) !== undefined) ? { definition, info, member } : undefined;
}

const contactMissing: Mutation = {
  rule: 'contact-missing',
  break: (connector) => {
    const { definition, info, member } = contactOf(connector) ?? {};
    if (!definition || !info || !member) return undefined;
    return { changes: inDefinition(removeMember(definition.document, info.value, member)), at: (broken) => keyOf('definition', infoOf(broken.definition)) };
  },
};

const contactIncomplete: Mutation = {
  rule: 'contact-incomplete',
  break: (connector, random) => {
    const { definition, member } = contactOf(connector) ?? {};
    const field = member && random.one(member.value.members ?? []);
    if (!definition || !member || !field) return undefined;
    const edits = random.below(2) === 0 ? removeMember(definition.document, member.value, field) : replaceScalar(definition.document, field.value, ' ');
    return { changes: inDefinition(edits), at: (broken) => keyOf('definition', memberOf(infoOf(broken.definition)?.value, 'contact')) };
  },
};

const contactValue: Mutation = {
  rule: 'contact-value',
  break: (connector, random) => {
    const { definition, member } = contactOf(connector) ?? {};
    const key = random.one(['email', 'url']) ?? '';
    const node = valueOf(member?.value, key);
    if (!definition || !node) return undefined;
    const broken = random.one(key === 'email' ? ['support', 'support at contoso.com', 'support@contoso', 'sélf@contoso.com'] : ['contoso.com', 'see our site', 'mailto:support@contoso.com', 'https://']) ?? '';
    return { changes: inDefinition(replaceScalar(definition.document, node, broken)) };
  },
};

/** The metadata list where it is as it should be, with one of its entries. */
function metadata({ definition }: ConnectorModel, random: Random): { readonly definition: DefinitionModel; readonly list: SyntaxNode; readonly name: (typeof METADATA_NAMES)[number]; readonly node: SyntaxNode; readonly nameMember: SyntaxMember; readonly valueMember: SyntaxMember } | undefined {
  const list = metadataMember(definition)?.value;
  const name = random.one(METADATA_NAMES);
  if (!definition || list?.kind !== 'array' || !name || metadataOf(definition).length !== METADATA_NAMES.length) return undefined;
  const { node, nameMember, valueMember, value } = metadataEntry(definition, name) ?? {};
  return node && nameMember && valueMember && value?.trim() && METADATA_NAMES.every((other) => metadataEntry(definition, other)) ? { definition, list, name, node, nameMember, valueMember } : undefined;
}

const connectorMetadataMissing: Mutation = {
  rule: 'connector-metadata-missing',
  break: ({ definition }) => {
    const member = metadataMember(definition);
    if (!definition || member?.value.kind !== 'array') return undefined;
    return {
      changes: inDefinition(removeMember(definition.document, definition.root, member)),
      at: (broken) => broken.definition && { file: 'definition', range: firstOf(broken.definition.root) },
    };
  },
};

function firstOf({ range }: SyntaxNode): TextRange {
  return { start: range.start, end: range.start + 1 };
}

const connectorMetadataIncomplete: Mutation = {
  rule: 'connector-metadata-incomplete',
  break: (connector, random) => {
    const place = metadata(connector, random);
    if (!place) return undefined;
    const { definition, list, node, name, valueMember } = place;
    if (random.below(2) === 0) return { changes: inDefinition(replaceScalar(definition.document, valueMember.value, '')), at: (broken) => rangeOfValue(metadataEntry(broken.definition, name)?.valueMember) };
    return { changes: inDefinition(removeItem(definition.document, list, node)), at: (broken) => keyOf('definition', metadataMember(broken.definition)) };
  },
};

function rangeOfValue(member: SyntaxMember | undefined): Place | undefined {
  return member && { file: 'definition', range: member.value.range };
}

const connectorMetadataName: Mutation = {
  rule: 'connector-metadata-name',
  break: (connector, random) => {
    const place = metadata(connector, random);
    if (!place || textOf(place.nameMember.value) !== place.name) return undefined;
    const { definition, nameMember, name } = place;
    if (random.below(3) === 0) {
      return nameMember.key === 'propertyName' ? { changes: inDefinition(renameKey(definition.document, nameMember, 'PropertyName')), restores: true } : undefined;
    }
    const broken = random.one([name.toUpperCase(), name.toLowerCase()]) ?? '';
    return { changes: inDefinition(replaceScalar(definition.document, nameMember.value, broken)), restores: true };
  },
};

const connectorMetadataUrl: Mutation = {
  rule: 'connector-metadata-url',
  break: (connector, random) => {
    const place = metadata(connector, random);
    const url = textOf(place?.valueMember.value);
    if (!place || place.name === 'Categories' || !url?.startsWith('https://')) return undefined;
    const broken = random.one([url.replace('https', 'http'), url.slice('https://'.length), 'ask us']) ?? '';
    return { changes: inDefinition(replaceScalar(place.definition.document, place.valueMember.value, broken)), restores: broken.startsWith('http:') };
  },
};

const connectorCategory: Mutation = {
  rule: 'connector-category',
  break: (connector, random) => {
    const { definition } = connector;
    const entry = metadataEntry(definition, 'Categories');
    const value = entry?.value;
    if (!definition || !entry?.valueMember || value === undefined || !/^[A-Z][A-Za-z ]+(?:;[A-Z][A-Za-z ]+)?$/.test(value) || /; | ;/.test(value)) return undefined;
    const two = value.includes(';');
    const broken = random.one([value.toLowerCase(), 'Shelves', 'AI;Data;Security', ...(two ? [value.replace(';', ',')] : [])]) ?? '';
    return { changes: inDefinition(replaceScalar(definition.document, entry.valueMember.value, broken)), restores: broken.includes(',') || (broken === value.toLowerCase() && !two) };
  },
};

/** An operation with a plain summary. */
function summaryOf({ definition }: ConnectorModel, random: Random): { readonly definition: DefinitionModel; readonly node: SyntaxNode; readonly summary: string } | undefined {
  const operation = random.one(definition?.operations.filter(({ summary }) => summary !== undefined && /^[\w ]{1,70}\w$/.test(summary)) ?? []);
  const node = valueOf(operation?.node, 'summary');
  return definition && node && operation?.summary !== undefined ? { definition, node, summary: operation.summary } : undefined;
}

const operationSummaryLength: Mutation = {
  rule: 'operation-summary-length',
  break: (connector, random) => {
    const { definition, node, summary } = summaryOf(connector, random) ?? {};
    return definition && node && { changes: inDefinition(replaceScalar(definition.document, node, `${summary}${' and more'.repeat(10)}`)) };
  },
};

const operationSummaryEnd: Mutation = {
  rule: 'operation-summary-end',
  break: (connector, random) => {
    const { definition, node, summary } = summaryOf(connector, random) ?? {};
    return definition && node && { changes: inDefinition(replaceScalar(definition.document, node, `${summary}${random.one(['.', ' ', ':', ' - '])}`)), restores: true };
  },
};

/** Takes a text away from a visible parameter. */
function withoutText(rule: string, key: string): Mutation {
  return {
    rule,
    break: ({ definition }, random) => {
      const parameters = definition?.parameters.filter(({ in: place, visibility, nameNode }) => place !== 'body' && visibility !== 'internal' && nameNode) ?? [];
      const parameter = random.one(parameters.filter(({ node }) => filledText(node, key) !== undefined));
      const member = memberOf(parameter?.node, key);
      if (!definition || !parameter || !member) return undefined;
      const index = definition.parameters.indexOf(parameter);
      const edits = random.below(3) === 0 ? replaceScalar(definition.document, member.value, '') : removeMember(definition.document, parameter.node, member);
      return {
        changes: inDefinition(edits),
        at: (broken) => {
          const node = broken.definition?.parameters[index]?.nameNode;
          return node && { file: 'definition', range: node.range };
        },
      };
    },
  };
}

/** Takes a text of apiProperties away, or empties it. */
function withoutProperty(rule: string, key: string): Mutation {
  return {
    rule,
    break: ({ properties }, random) => {
      const member = memberLike(properties?.node, key);
      if (!properties?.node || !member || !textOf(member.value)?.trim()) return undefined;
      if (random.below(2) === 0) return { changes: inProperties(replaceMemberValue(properties.document, properties.node, member, ' ')) };
      return { changes: inProperties(removeMember(properties.document, properties.node, member)), at: (broken) => keyOf('properties', memberLike(broken.properties?.root, 'properties')) };
    },
  };
}

function brandColor({ properties, files }: ConnectorModel, independent: boolean): { readonly node: SyntaxNode; readonly color: string } | undefined {
  const node = memberLike(properties?.node, 'iconBrandColor')?.value;
  const color = textOf(node);
  return node && color !== undefined && files.folder.includes('/independent-publisher-connectors/') === independent ? { node, color } : undefined;
}

const brandColorReserved: Mutation = {
  rule: 'brand-color-reserved',
  break: (connector, random) => {
    const { node } = brandColor(connector, false) ?? {};
    return node && connector.properties && { changes: inProperties(replaceScalar(connector.properties.document, node, random.one(['#007ee5', '#FFFFFF', '#ffffff']) ?? '')) };
  },
};

const brandColorIndependent: Mutation = {
  rule: 'brand-color-independent',
  break: (connector, random) => {
    const { node, color } = brandColor(connector, true) ?? {};
    return node && color === '#da3b01' && connector.properties ? { changes: inProperties(replaceScalar(connector.properties.document, node, random.one(['#2b5797', '#DA3B02']) ?? '')), restores: true } : undefined;
  },
};

function oauthValue({ properties }: ConnectorModel, random: Random, key: string, fits: (value: string) => boolean): { readonly oauth: OAuthView; readonly node: SyntaxNode; readonly value: string } | undefined {
  const oauth = random.one(properties?.oauth ?? []);
  const node = memberLike(oauth?.node, key)?.value;
  const value = textOf(node);
  return oauth && node && value !== undefined && fits(value) ? { oauth, node, value } : undefined;
}

const redirectModeGlobal: Mutation = {
  rule: 'redirect-mode-global',
  break: (connector, random) => {
    const { node } = oauthValue(connector, random, 'redirectMode', (mode) => mode === 'GlobalPerConnector') ?? {};
    // The URL may be one of the connector's own.
    return node && connector.properties && { changes: inProperties(replaceScalar(connector.properties.document, node, 'Global')), restores: true, also: ['redirect-url-mode'] };
  },
};

const clientIdCommitted: Mutation = {
  rule: 'client-id-committed',
  break: (connector, random) => {
    const { node } = oauthValue(connector, random, 'clientId', (id) => /[<>[\]{}]/.test(id)) ?? {};
    return node && connector.properties && { changes: inProperties(replaceScalar(connector.properties.document, node, random.one(['8f2c1f0e-4d7b-4f0a-9c53-2b7f6a1d9e34', 'k3Jd82hfPq0sLmZx91Tb7A']) ?? '')) };
  },
};

export const certificationMutations: readonly Mutation[] = [
  titleLength, titleRestrictedWord, titleEnd, infoDescriptionLength, infoDescriptionRestrictedWord, contactMissing, contactIncomplete, contactValue,
  connectorMetadataMissing, connectorMetadataIncomplete, connectorMetadataName, connectorMetadataUrl, connectorCategory, operationSummaryLength,
  operationSummaryEnd, withoutText('parameter-summary-missing', 'x-ms-summary'), withoutText('parameter-description-missing', 'description'),
  withoutProperty('publisher-missing', 'publisher'), withoutProperty('stack-owner-missing', 'stackOwner'), brandColorReserved, brandColorIndependent,
  redirectModeGlobal, clientIdCommitted,
];
