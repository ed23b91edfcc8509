import { insertMember, removeMember, renameKey, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { DefinitionModel, DynamicUse, OperationView } from '../../../../src/authoring/model/connector-model.ts';
import { capabilityCalls } from '../../../../src/authoring/model/capability-calls.ts';
import { answersOf, targetOf } from '../../../../src/authoring/model/dynamic-targets.ts';
import { memberOf, valueOf } from '../../../../src/authoring/model/nodes.ts';
import { findPath, pathSegments, shapeOf } from '../../../../src/authoring/model/schema-paths.ts';
import { callersOf } from '../../../../src/authoring/model/schema-use.ts';
import { inDefinition, inserted } from './definition-places.ts';
import type { Mutation, Random } from './mutation.ts';

function dynamicUse(definition: DefinitionModel | undefined, random: Random, isMeant: (use: DynamicUse) => boolean): DynamicUse | undefined {
  return random.one(definition?.dynamics.filter(isMeant) ?? []);
}

function hasBody({ parameters }: OperationView): boolean {
  return parameters.some(({ parameter }) => parameter.in === 'body');
}

function parameterOf(definition: DefinitionModel, operationId: string | undefined, name: string) {
  return targetOf(definition, operationId)?.parameters.find(({ parameter }) => parameter.name === name)?.parameter;
}

const dynamicNotObject: Mutation = {
  rule: 'dynamic-not-object',
  break: ({ definition }, random) => {
    const use = dynamicUse(definition, random, ({ operation, owner }) => operation?.node !== owner);
    if (!definition || !use) return undefined;
    const { document } = definition;
    if (use.part) {
      const part = memberOf(use.member.value, use.part);
      return part && { changes: inDefinition(replaceMemberValue(document, use.member.value, part, use.operationId)) };
    }
    return { changes: inDefinition(replaceMemberValue(document, use.owner, use.member, random.one([use.operationId, true, null]))) };
  },
};

const dynamicOperationUnknown: Mutation = {
  rule: 'dynamic-operation-unknown',
  break: ({ definition }, random) => {
    const use = dynamicUse(definition, random, ({ operationIdNode }) => operationIdNode?.kind === 'string');
    if (!definition || !use?.operationIdNode) return undefined;
    const id = String(use.operationId);
    const broken = random.one([id.toUpperCase(), `${id}s`, 'NoSuchOperation', '']) ?? '';
    if (definition.operationsById.has(broken)) return undefined;
    return { changes: inDefinition(replaceScalar(definition.document, use.operationIdNode, broken)), restores: broken.toLowerCase() === id.toLowerCase() };
  },
};

const dynamicArgumentUnknown: Mutation = {
  rule: 'dynamic-argument-unknown',
  break: ({ definition }, random) => {
    const use = dynamicUse(definition, random, ({ operationId, arguments: given }) => {
      const target = definition && targetOf(definition, operationId);
      return given.length > 0 && target !== undefined && !hasBody(target);
    });
    const argument = random.one(use?.arguments ?? []);
    if (!definition || !use || !argument || !parameterOf(definition, use.operationId, argument.name)) return undefined;
    return {
      changes: inDefinition(renameKey(definition.document, argument.member, random.one([`${argument.name}x`, 'noSuchParameter']) ?? '')),
      // What the called operation requires is given under another name now.
      also: ['dynamic-argument-missing'],
    };
  },
};

const dynamicArgumentMissing: Mutation = {
  rule: 'dynamic-argument-missing',
  break: ({ definition }, random) => {
    const use = dynamicUse(definition, random, ({ arguments: given }) => given.length > 0);
    const argument = random.one(use?.arguments ?? []);
    const parameter = definition && use && argument && parameterOf(definition, use.operationId, argument.name);
    if (!definition || !use || !parameter?.required || parameter.in === 'body' || memberOf(parameter.node, 'default') || parameter.name?.toLowerCase() === 'connectionid') return undefined;
    const given = valueOf(use.node, 'parameters');
    if (!given || !argument) return undefined;
    const id = use.operationIdNode;
    return {
      changes: inDefinition(removeMember(definition.document, given, argument.member)),
      at: ({ definition: broken }) => {
        const same = broken?.dynamics[definition.dynamics.indexOf(use)]?.operationIdNode;
        return id && same && { file: 'definition', range: same.range };
      },
    };
  },
};

const dynamicReferenceUnknown: Mutation = {
  rule: 'dynamic-reference-unknown',
  break: ({ definition }, random) => {
    const use = definition && dynamicUse(definition, random, (one) => {
      const callers = callersOf(definition, one);
      // A body may have fields that its schema does not say.
      return one.arguments.some(({ referenceNode }) => referenceNode) && callers.length > 0 && !callers.some(hasBody);
    });
    const argument = random.one(use?.arguments.filter(({ reference }) => reference !== undefined) ?? []);
    if (!definition || !argument?.referenceNode) return undefined;
    return { changes: inDefinition(replaceScalar(definition.document, argument.referenceNode, random.one([`${argument.reference}s`, 'noSuchParameter']) ?? '')) };
  },
};

const COLLECTIONS = { values: 'value-collection', list: 'itemsPath', tree: 'itemsPath', schema: 'value-path', properties: 'itemValuePath' } as const;
const FIELDS = { values: ['value-path', 'value-title'], list: ['itemValuePath', 'itemTitlePath'], tree: ['itemValuePath', 'itemTitlePath'], schema: [], properties: [] } as const;

const dynamicPathUnknown: Mutation = {
  rule: 'dynamic-path-unknown',
  break: ({ definition }, random) => {
    const use = dynamicUse(definition, random, () => true);
    const target = definition && targetOf(definition, use?.operationId);
    const [answer, ...others] = target ? answersOf(target) : [];
    if (!definition || !use || !answer || others.length > 0) return undefined;
    const collection = valueOf(use.node, COLLECTIONS[use.kind]);
    const found = findPath(definition, answer, pathSegments(String(collection?.value ?? '')));
    if (found.kind !== 'found') return undefined;
    const list = shapeOf(definition, found.schema);
    const item = list.kind === 'array' ? list.items : undefined;
    const field = random.one<string>(FIELDS[use.kind]);
    const path = field === undefined ? undefined : valueOf(use.node, field);
    const broken = path && item && random.below(2) === 0 ? { node: path, schema: item } : { node: collection, schema: answer };
    const segments = pathSegments(String(broken.node?.value ?? ''));
    if (!broken.node || segments.length === 0 || findPath(definition, broken.schema, [...segments.slice(0, -1), 'no such field']).kind !== 'missing') return undefined;
    return { changes: inDefinition(replaceScalar(definition.document, broken.node, [...segments.slice(0, -1), random.one([`${segments.at(-1)}s`, 'noSuchField'])].join('/'))) };
  },
};

const dynamicValuePathMissing: Mutation = {
  rule: 'dynamic-value-path-missing',
  break: ({ definition }, random) => {
    const use = dynamicUse(definition, random, ({ kind }) => kind === 'values' || kind === 'list');
    const member = use && memberOf(use.node, use.kind === 'list' ? 'itemValuePath' : 'value-path');
    const target = definition && targetOf(definition, use?.operationId);
    const [answer] = target ? answersOf(target) : [];
    if (!definition || !use || !member || !answer) return undefined;
    const found = findPath(definition, answer, pathSegments(String(valueOf(use.node, COLLECTIONS[use.kind])?.value ?? '')));
    const list = found.kind === 'found' ? shapeOf(definition, found.schema) : undefined;
    if (list?.kind !== 'array' || shapeOf(definition, list.items).kind !== 'object') return undefined;
    return {
      changes: inDefinition(removeMember(definition.document, use.node, member)),
      at: ({ definition: broken }) => {
        const same = broken?.dynamics[definition.dynamics.indexOf(use)];
        return same && { file: 'definition', range: same.member.keyRange };
      },
    };
  },
};

const dynamicTwinMissing: Mutation = {
  rule: 'dynamic-twin-missing',
  break: ({ definition }, random) => {
    const use = dynamicUse(definition, random, ({ kind, owner }) => (kind === 'list' && memberOf(owner, 'x-ms-dynamic-values') !== undefined) || (kind === 'properties' && memberOf(owner, 'x-ms-dynamic-schema') !== undefined));
    const twin = use && memberOf(use.owner, use.kind === 'list' ? 'x-ms-dynamic-values' : 'x-ms-dynamic-schema');
    if (!definition || !use || !twin) return undefined;
    const nth = definition.extensions.filter(({ name }) => name === use.member.key).findIndex(({ member }) => member === use.member);
    return {
      changes: inDefinition(removeMember(definition.document, use.owner, twin)),
      at: ({ definition: broken }) => {
        const same = broken?.extensions.filter(({ name }) => name === use.member.key)[nth];
        return same && { file: 'definition', range: same.member.keyRange };
      },
    };
  },
};

const CAPABILITIES = 'x-ms-capabilities';

const capabilityOperationUnknown: Mutation = {
  rule: 'capability-operation-unknown',
  break: ({ definition }, random) => {
    if (!definition) return undefined;
    const call = random.one(capabilityCalls(definition));
    if (call?.operationIdNode) {
      const id = String(call.operationIdNode.value);
      return { changes: inDefinition(replaceScalar(definition.document, call.operationIdNode, id.toUpperCase())), restores: !definition.operationsById.has(id.toUpperCase()) };
    }
    // Few connectors have any.
    if (memberOf(definition.root, CAPABILITIES)) return undefined;
    return { changes: inDefinition(insertMember(definition.document, definition.root, CAPABILITIES, { testConnection: { operationId: 'NoSuchOperation' } })) };
  },
};

const capabilityArgumentMissing: Mutation = {
  rule: 'capability-argument-missing',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations.filter(({ id, parameters }) =>
      id !== undefined && parameters.some(({ parameter }) => parameter.required && parameter.in !== 'body' && parameter.name?.toLowerCase() !== 'connectionid' && !memberOf(parameter.node, 'default'))) ?? []);
    if (!definition || !operation || memberOf(definition.root, CAPABILITIES) || definition.operationsById.get(operation.id ?? '')?.length !== 1) return undefined;
    return { changes: inserted(definition, definition.root, CAPABILITIES, { testConnection: { operationId: operation.id } }).changes };
  },
};

export const dynamicMutations: readonly Mutation[] = [
  dynamicNotObject, dynamicOperationUnknown, dynamicArgumentUnknown, dynamicArgumentMissing, dynamicReferenceUnknown, dynamicPathUnknown,
  dynamicValuePathMissing, dynamicTwinMissing, capabilityOperationUnknown, capabilityArgumentMissing,
];
