import { insertItem, insertMember, removeItem, renameKey, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { DefinitionModel } from '../../../../src/authoring/model/connector-model.ts';
import { memberOf, valueOf } from '../../../../src/authoring/model/nodes.ts';
import type { SyntaxNode } from '../../../../src/connector/syntax-node.ts';
import { extensionNamed, inDefinition, inserted } from './definition-places.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';

/** A schema or parameter with a type, for whatever is to be put into it. */
function typed(definition: DefinitionModel | undefined, random: Random, isMeant: (node: SyntaxNode) => boolean): SyntaxNode | undefined {
  return definition && random.one([...definition.schemas, ...definition.parameters.filter((parameter) => parameter.in !== 'body')].map(({ node }) => node).filter((node) => !memberOf(node, '$ref') && isMeant(node)));
}

const visibilityValue: Mutation = {
  rule: 'visibility-value',
  break: ({ definition }, random) => {
    // What is no longer internal is asked for texts, and a notification URL must be.
    const use = extensionNamed(definition, random, ({ name, member, place }) =>
      name === 'x-ms-visibility' && member.value.kind === 'string' && member.value.value !== '' && (place === 'schema' || place === 'parameter') && member.value.value !== 'internal');
    if (!definition || !use) return undefined;
    const value = String(use.member.value.value);
    const broken = random.one([value.toUpperCase(), `${value[0]?.toUpperCase()}${value.slice(1)}`, 'hidden', '']) ?? '';
    const changes = [{ file: 'definition' as const, edits: replaceScalar(definition.document, use.member.value, broken) }];
    return { changes, restores: broken.toLowerCase() === value };
  },
};

/** A slip of the keyboard: a letter left out, doubled, or swapped with its neighbour. */
function misspelt(name: string, random: Random): string {
  const at = 'x-ms-'.length + 1 + random.below(name.length - 'x-ms-'.length - 2);
  const [letter = '', next = ''] = [name[at], name[at + 1]];
  const rest = name.slice(at + 1);
  return random.one([name.slice(0, at) + rest, name.slice(0, at) + letter + letter + rest, letter === next ? name.slice(0, at) + rest : name.slice(0, at) + next + letter + name.slice(at + 2)]) ?? name;
}

const extensionMisspelt: Mutation = {
  rule: 'extension-misspelt',
  break: ({ definition }, random) => {
    // Names that no other rule asks for.
    const use = extensionNamed(definition, random, ({ name, place, member }) =>
      (place === 'schema' && (name === 'x-ms-summary' || (name === 'x-ms-visibility' && member.value.value !== 'internal'))) || name === 'x-ms-trigger-hint');
    if (!definition || !use) return undefined;
    return { changes: inDefinition(renameKey(definition.document, use.member, misspelt(use.name, random))), restores: true };
  },
};

const extensionUnknown: Mutation = {
  rule: 'extension-unknown',
  break: ({ definition }, random) => {
    const owner = random.one([...(definition?.operations ?? []), ...(definition?.parameters ?? []), ...(definition?.schemas ?? [])])?.node;
    if (!definition || !owner || memberOf(owner, '$ref')) return undefined;
    return { changes: inDefinition(insertMember(definition.document, owner, random.one(['x-ms-colour', 'x-ms-tooltip', 'x-ms-weight']) ?? '', 'green')) };
  },
};

const extensionMisplaced: Mutation = {
  rule: 'extension-misplaced',
  break: ({ definition }, random) => {
    const places: readonly { readonly owner: SyntaxNode | undefined; readonly key: string; readonly value: unknown }[] = [
      { owner: random.one(definition?.operations ?? [])?.node, key: 'x-ms-summary', value: 'Title' },
      { owner: random.one(definition?.parameters.filter((parameter) => parameter.in === 'query') ?? [])?.node, key: 'x-ms-url-encoding', value: 'single' },
      { owner: random.one(definition?.schemas ?? [])?.node, key: 'x-ms-trigger-hint', value: 'Add an item.' },
      { owner: random.one(definition?.paths ?? [])?.node, key: 'x-ms-trigger', value: 'single' },
    ];
    const place = random.one(places);
    if (!definition || !place?.owner || memberOf(place.owner, '$ref') || memberOf(place.owner, place.key)) return undefined;
    const { owner, key, value } = place;
    // A lost title is moved, not removed.
    const isRemoved = key !== 'x-ms-summary' || memberOf(owner, 'summary') !== undefined;
    const breakage = inserted(definition, owner, key, value);
    return { ...breakage, restores: isRemoved && breakage.restores === true };
  },
};

const urlEncodingValue: Mutation = {
  rule: 'url-encoding-value',
  break: ({ definition }, random) => {
    const use = extensionNamed(definition, random, ({ name, member }) => name === 'x-ms-url-encoding' && member.value.kind === 'string');
    if (!definition || !use) return undefined;
    const value = String(use.member.value.value);
    const broken = random.one([value.toUpperCase(), 'twice', '']) ?? '';
    return { changes: inDefinition(replaceScalar(definition.document, use.member.value, broken)), restores: broken.toLowerCase() === value };
  },
};

const apiAnnotationValue: Mutation = {
  rule: 'api-annotation-value',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations ?? []);
    const existing = operation && memberOf(operation.node, 'x-ms-api-annotation');
    if (!definition || !operation) return undefined;
    const status = existing && valueOf(existing.value, 'status');
    if (status?.kind === 'string') return { changes: inDefinition(replaceScalar(definition.document, status, String(status.value).toLowerCase())), restores: true };
    if (existing) return undefined;
    const annotation = random.one([{ family: 'Family', revision: 0 }, { family: 'Family' }, { family: 'Family', revision: '1' }, { status: 'Beta' }]);
    return { changes: inDefinition(insertMember(definition.document, operation.node, 'x-ms-api-annotation', annotation)) };
  },
};

const LABELS = 'x-ms-enum-values';

/** Labels for an enum that has none, or those that it has: few connectors have any. */
function labelled(node: SyntaxNode): { readonly value: unknown; readonly displayName: string }[] {
  return (valueOf(node, 'enum')?.items ?? []).map(({ value }) => ({ value, displayName: `Text of ${value}` }));
}

const enumLabelUnknown: Mutation = {
  rule: 'enum-label-unknown',
  break: ({ definition }, random) => {
    const owner = typed(definition, random, (node) => (valueOf(node, 'enum')?.items?.length ?? 0) > 0 && !memberOf(node, 'allOf'));
    if (!definition || !owner) return undefined;
    const { document } = definition;
    const labels = valueOf(owner, LABELS);
    if (labels) return labels.kind === 'array' ? { changes: inDefinition(insertItem(document, labels, { value: 'no such value', displayName: 'None' })) } : undefined;
    return { changes: inDefinition(insertMember(document, owner, LABELS, [...labelled(owner), { value: 'no such value', displayName: 'None' }])) };
  },
};

const enumLabelMissing: Mutation = {
  rule: 'enum-label-missing',
  break: ({ definition }, random) => {
    const owner = typed(definition, random, (node) => (valueOf(node, 'enum')?.items?.length ?? 0) > 1 && !memberOf(node, 'allOf'));
    const values = (owner && valueOf(owner, 'enum')?.items) ?? [];
    // Of two equal values both have the text.
    if (!definition || !owner || values.some(({ value }) => value === '' || value === null) || new Set(values.map(({ value }) => value)).size < values.length) return undefined;
    const { document } = definition;
    const left = random.below(values.length);
    const labels = valueOf(owner, LABELS);
    const item = labels?.items?.find((one) => valueOf(one, 'value')?.value === values[left]?.value);
    const at = ({ definition: broken }: { readonly definition?: DefinitionModel }) => {
      const same = broken && broken.typedValues.find(({ node }) => node.range.start === owner.range.start)?.node;
      const range = same && valueOf(same, 'enum')?.items?.[left]?.range;
      return range && { file: 'definition' as const, range };
    };
    if (labels) return item ? { changes: inDefinition(removeItem(document, labels, item)), at } : undefined;
    return { changes: inDefinition(insertMember(document, owner, LABELS, labelled(owner).toSpliced(left, 1))), at };
  },
};

const enumTypeMismatch: Mutation = {
  rule: 'enum-type-mismatch',
  break: ({ definition }, random) => {
    const owner = typed(definition, random, (node) => (valueOf(node, 'enum')?.items?.length ?? 0) > 0 && !memberOf(node, LABELS) && ['string', 'integer', 'boolean'].includes(String(valueOf(node, 'type')?.value)));
    const item = owner && random.one(valueOf(owner, 'enum')?.items ?? []);
    const type = String(owner && valueOf(owner, 'type')?.value);
    const isText = type === 'string';
    if (!definition || !owner || !item || item.kind !== (type === 'integer' ? 'number' : type) || valueOf(owner, 'default')?.value === item.value) return undefined;
    // The value in the other kind: 7 for a text, the text of a number.
    return { changes: inDefinition(replaceScalar(definition.document, item, isText ? 77_777 : String(item.value))), restores: !isText };
  },
};

const enumDuplicate: Mutation = {
  rule: 'enum-duplicate',
  break: ({ definition }, random) => {
    const owner = typed(definition, random, (node) => (valueOf(node, 'enum')?.items?.length ?? 0) > 0);
    const list = owner && valueOf(owner, 'enum');
    const item = random.one(list?.items ?? []);
    if (!definition || !list || item?.value === undefined) return undefined;
    // A value of the wrong type is of the wrong type twice then.
    return { changes: inDefinition(insertItem(definition.document, list, item.value)), restores: true, also: ['enum-type-mismatch'] };
  },
};

const defaultNotInEnum: Mutation = {
  rule: 'default-not-in-enum',
  break: ({ definition }, random) => {
    const owner = typed(definition, random, (node) => (valueOf(node, 'enum')?.items?.length ?? 0) > 0 && valueOf(node, 'type')?.value === 'string');
    if (!definition || !owner) return undefined;
    const former = valueOf(owner, 'default');
    if (former) return { changes: inDefinition(replaceScalar(definition.document, former, `${String(former.value)} or else`)) };
    return inserted(definition, owner, 'default', 'no such value');
  },
};

const WRONG_DEFAULTS: Readonly<Record<string, readonly unknown[]>> = { string: [7, true], integer: ['7', '', true], number: ['7.5', 'seven'], boolean: ['true', 'yes', 0], array: ['a'], object: ['{}'] };

const defaultTypeMismatch: Mutation = {
  rule: 'default-type-mismatch',
  break: ({ definition }, random) => {
    const owner = typed(definition, random, (node) => Object.hasOwn(WRONG_DEFAULTS, String(valueOf(node, 'type')?.value)) && !memberOf(node, 'enum'));
    if (!definition || !owner) return undefined;
    const former = valueOf(owner, 'default');
    const type = String(valueOf(owner, 'type')?.value);
    if (former && typeof former.value !== 'boolean' && typeof former.value !== 'number') return undefined;
    if (former) return { changes: inDefinition(replaceScalar(definition.document, former, String(former.value))), restores: type === 'boolean' || type === 'integer' };
    return { changes: inDefinition(insertMember(definition.document, owner, 'default', random.one(WRONG_DEFAULTS[type] ?? []))) };
  },
};

const formatUnknown: Mutation = {
  rule: 'format-unknown',
  break: ({ definition }, random) => {
    const owner = typed(definition, random, (node) => valueOf(node, 'type')?.kind === 'string');
    if (!definition || !owner) return undefined;
    const former = valueOf(owner, 'format');
    const value = String(former?.value);
    if (former) return { changes: inDefinition(replaceScalar(definition.document, former, value === 'date-time' ? 'datetime' : value.toUpperCase())), restores: value === 'date-time' || value.toUpperCase() !== value };
    return { changes: inDefinition(insertMember(definition.document, owner, 'format', random.one(['', 'iso8601', 'datetime', 'hostname']))) };
  },
};

const referenceSiblings: Mutation = {
  rule: 'reference-siblings',
  break: ({ definition }, random) => {
    const reference = random.one(definition?.references.filter(({ node }) => node.members?.length === 1) ?? []);
    if (!definition || !reference || definition.paths.some(({ node }) => node === reference.node)) return undefined;
    return {
      changes: inDefinition(insertMember(definition.document, reference.node, random.one(['description', 'x-ms-summary']) ?? '', 'Lost')),
      // Two answers with one schema have two now.
      also: ['success-responses-several'],
    };
  },
};

/** Sets or inserts `x-ms-visibility: internal`; the fix takes it out. */
function hidden(definition: DefinitionModel, node: SyntaxNode): Breakage {
  const visibility = valueOf(node, 'x-ms-visibility');
  return visibility ? { changes: inDefinition(replaceScalar(definition.document, visibility, 'internal')) } : inserted(definition, node, 'x-ms-visibility', 'internal');
}

const internalParameterWithoutDefault: Mutation = {
  rule: 'internal-parameter-without-default',
  break: ({ definition }, random) => {
    const parameter = random.one(definition?.parameters.filter(({ node, required, visibility, in: place, name }) =>
      required && visibility !== 'internal' && place !== 'body' && name?.toLowerCase() !== 'connectionid' && !memberOf(node, 'default') && !memberOf(node, 'x-ms-notification-url')) ?? []);
    if (!definition || !parameter) return undefined;
    return hidden(definition, parameter.node);
  },
};

const internalPropertyWithoutDefault: Mutation = {
  rule: 'internal-property-without-default',
  break: ({ definition }, random) => {
    const view = random.one(definition?.schemas.filter(({ node, role, property, required }) =>
      role === 'body' && property && required && !memberOf(node, 'default') && !memberOf(node, '$ref') && !memberOf(node, 'x-ms-notification-url') && !memberOf(node, 'readOnly')
      && valueOf(node, 'x-ms-visibility')?.value !== 'internal' && ['string', 'integer', 'number', 'boolean'].includes(String(valueOf(node, 'type')?.value))) ?? []);
    if (!definition || !view) return undefined;
    return hidden(definition, view.node);
  },
};

export const schemaMutations: readonly Mutation[] = [
  visibilityValue, extensionMisspelt, extensionUnknown, extensionMisplaced, urlEncodingValue, apiAnnotationValue, enumLabelUnknown, enumLabelMissing,
  enumTypeMismatch, enumDuplicate, defaultNotInEnum, defaultTypeMismatch, formatUnknown, referenceSiblings, internalParameterWithoutDefault,
  internalPropertyWithoutDefault,
];
