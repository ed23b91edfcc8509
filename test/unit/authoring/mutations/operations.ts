import { insertMember, removeMember, renameKey, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { ConnectorModel, OperationView } from '../../../../src/authoring/model/connector-model.ts';
import { memberOf, valueOf } from '../../../../src/authoring/model/nodes.ts';
import type { TextEdit } from '../../../../src/connector/connector.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';
import { parameterMutations } from './operation-parameters.ts';

const described = { description: 'Made for this test.', 'x-ms-summary': 'Made up' };

/** Whatever named an operation by its id names nothing once that is another; what is said about a webhook says its id. */
const NAMING = [
  'policy-operation-unknown', 'policy-path-parameter-unknown', 'pageable-without-policy', 'dynamic-operation-unknown', 'script-operations-unknown', 'script-operation-unknown', 'capability-operation-unknown',
  'webhook-delete-missing',
];

function inDefinition(edits: readonly TextEdit[]): Breakage['changes'] {
  return [{ file: 'definition', edits }];
}

function oneOperation({ definition }: ConnectorModel, random: Random, accepts: (operation: OperationView) => boolean = () => true): OperationView | undefined {
  return random.one(definition?.operations.filter(accepts) ?? []);
}

/** Where what an operation lacks is reported. */
function atMethod({ definition }: ConnectorModel, operation: OperationView): NonNullable<Breakage['at']> {
  const at = definition?.operations.indexOf(operation) ?? -1;
  return (broken) => {
    const range = broken.definition?.operations[at]?.member.keyRange;
    return range && { file: 'definition', range };
  };
}

const operationIdUnique: Mutation = {
  rule: 'operation-id-unique',
  break: ({ definition }, random) => {
    const named = definition?.operations.filter(({ id }) => id !== undefined) ?? [];
    if (!definition || named.length < 2) return undefined;
    const at = random.below(named.length - 1) + 1;
    const before = named[random.below(at)];
    const after = named[at];
    if (!before?.id || !after?.idNode) return undefined;
    return { changes: inDefinition(replaceScalar(definition.document, after.idNode, before.id)), also: NAMING };
  },
};

const operationIdMissing: Mutation = {
  rule: 'operation-id-missing',
  break: (connector, random) => {
    const { definition } = connector;
    const operation = oneOperation(connector, random, ({ idNode }) => idNode !== undefined);
    const id = memberOf(operation?.node, 'operationId');
    if (!definition || !operation || !id) return undefined;
    if (random.below(2) === 0) return { changes: inDefinition(replaceScalar(definition.document, id.value, random.one(['', ' ', 7]) ?? '')), also: NAMING };
    return { changes: inDefinition(removeMember(definition.document, operation.node, id)), also: NAMING, at: atMethod(connector, operation) };
  },
};

function withoutText(key: 'summary' | 'description'): Mutation['break'] {
  return (connector, random) => {
    const { definition } = connector;
    const operation = oneOperation(connector, random, ({ visibility }) => visibility !== 'internal');
    const text = memberOf(operation?.node, key);
    if (!definition || !operation || !text) return undefined;
    // An x-ms-summary beside it is said to be in the wrong place with other words.
    const also = ['extension-misplaced'];
    if (random.below(2) === 0) return { changes: inDefinition(replaceScalar(definition.document, text.value, random.one(['', ' ', null]) ?? '')), also };
    return { changes: inDefinition(removeMember(definition.document, operation.node, text)), also, at: atMethod(connector, operation) };
  };
}

const summaryCharacters: Mutation = {
  rule: 'summary-characters',
  break: (connector, random) => {
    const operation = oneOperation(connector, random, ({ summary }) => (summary?.length ?? 0) > 3);
    const value = valueOf(operation?.node, 'summary');
    if (!connector.definition || !value || operation?.summary === undefined) return undefined;
    const character = random.one([...'/\\<>*%&?']) ?? '/';
    return { changes: inDefinition(replaceScalar(connector.definition.document, value, `${operation.summary.slice(0, 2)}${character}${operation.summary.slice(2)}`)) };
  },
};

const pathsUnique: Mutation = {
  rule: 'paths-unique',
  break: ({ definition }, random) => {
    const paths = valueOf(definition?.root, 'paths');
    const path = random.one(definition?.paths.filter(({ path: key }) => key.toUpperCase() !== key) ?? []);
    return definition && paths && path && { changes: inDefinition(insertMember(definition.document, paths, path.path.toUpperCase(), {})) };
  },
};

const arrayWithoutItems: Mutation = {
  rule: 'array-without-items',
  break: ({ definition }, random) => {
    const holders = [...(definition?.schemas ?? []), ...(definition?.parameters ?? [])].map(({ node }) => node);
    const holder = random.one(holders.filter((node) => valueOf(node, 'type')?.value === 'array' && (valueOf(node, 'items')?.members ?? []).every(({ key }) => key === 'type')));
    const items = memberOf(holder, 'items');
    if (!definition || !holder || !items) return undefined;
    const at = holders.indexOf(holder);
    return {
      changes: inDefinition(removeMember(definition.document, holder, items)),
      // A field of the items that something names is gone.
      also: ['dynamic-path-unknown', 'batch-trigger-without-list'],
      at: (broken) => {
        const node = [...(broken.definition?.schemas ?? []), ...(broken.definition?.parameters ?? [])].map((view) => view.node)[at];
        const same = valueOf(node, 'type')?.value === 'array' && !valueOf(node, 'items') ? node : broken.definition?.schemas.find((view) => view.node.range.start === holder.range.start)?.node;
        const range = valueOf(same, 'type')?.range;
        return range && { file: 'definition', range };
      },
    };
  },
};

const responsesEmpty: Mutation = {
  rule: 'responses-empty',
  break: (connector, random) => {
    const operation = oneOperation(connector, random, ({ responses }) => responses.length > 0);
    if (!connector.definition || !operation?.responsesMember) return undefined;
    // What the responses said is gone for whoever reads it.
    const also = ['dynamic-path-unknown', 'webhook-location-undocumented'];
    return { changes: inDefinition(replaceMemberValue(connector.definition.document, operation.node, operation.responsesMember, {})), also };
  },
};

const responseCode: Mutation = {
  rule: 'response-code',
  break: (connector, random) => {
    const response = random.one(oneOperation(connector, random)?.responses.filter(({ code }) => !code.startsWith('2')) ?? []);
    if (!connector.definition || !response) return undefined;
    if (response.code === 'default') return { changes: inDefinition(renameKey(connector.definition.document, response.member, random.one(['Default', 'defualt']) ?? '')), restores: true };
    return { changes: inDefinition(renameKey(connector.definition.document, response.member, random.one(['4XX', 'error', '40']) ?? '')) };
  },
};

const responseSuccessMissing: Mutation = {
  rule: 'response-success-missing',
  break: (connector, random) => {
    const { definition } = connector;
    const operation = oneOperation(connector, random, ({ responses }) => responses.length === 1 && responses[0]?.code === '200');
    const response = operation?.responses[0];
    if (!definition || !operation || !response) return undefined;
    // A schema of the default response is another fault; what read the answer reads nothing.
    const also = ['default-response-schema', 'dynamic-path-unknown', 'webhook-location-undocumented'];
    if (random.below(2) === 0) return { changes: inDefinition(renameKey(definition.document, response.member, 'default')), also, restores: true };
    const at = definition.operations.indexOf(operation);
    return {
      changes: inDefinition(renameKey(definition.document, response.member, '404')),
      also,
      at: (broken) => {
        const range = broken.definition?.operations[at]?.responsesMember?.keyRange;
        return range && { file: 'definition', range };
      },
    };
  },
};

const successResponsesSeveral: Mutation = {
  rule: 'success-responses-several',
  break: (connector, random) => {
    const operation = oneOperation(connector, random, ({ responses }) => responses.some(({ code, schema }) => code === '200' && schema) && !responses.some(({ code }) => code === '226'));
    const list = operation?.responsesMember?.value;
    return connector.definition && list && { changes: inDefinition(insertMember(connector.definition.document, list, '226', { description: 'Another', schema: { type: 'object', properties: { fieldOfThisAlone: { type: 'string', ...described } } } })) };
  },
};

const defaultResponseSchema: Mutation = {
  rule: 'default-response-schema',
  break: (connector, random) => {
    const operation = oneOperation(connector, random, ({ responses }) => responses.length > 0 && responses.some(({ code }) => code.startsWith('2')) && !responses.some(({ code, schema }) => code === 'default' && schema));
    const list = operation?.responsesMember?.value;
    if (!connector.definition || !operation || !list) return undefined;
    const fallback = operation.responses.find(({ code }) => code === 'default');
    const schema = { type: 'string', description: 'What went wrong.' };
    if (fallback) return fallback.member.value === fallback.node ? { changes: inDefinition(insertMember(connector.definition.document, fallback.node, 'schema', schema)), restores: true } : undefined;
    return { changes: inDefinition(insertMember(connector.definition.document, list, 'default', { description: 'Failed', schema })) };
  },
};

const responseSchemaMissing: Mutation = {
  rule: 'response-schema-missing',
  break: (connector, random) => {
    const { definition } = connector;
    const operation = oneOperation(connector, random, ({ method, trigger, visibility, responses }) => (
      (method === 'get' || method === 'post') && trigger === undefined && visibility !== 'internal' && responses.filter(({ schema, code }) => schema && code.startsWith('2')).length === 1));
    const response = operation?.responses.find(({ schema, code, member, node }) => schema && code === '200' && member.value === node);
    const schema = memberOf(response?.node, 'schema');
    if (!definition || !operation || !response || !schema) return undefined;
    const at = definition.operations.indexOf(operation);
    return {
      changes: inDefinition(removeMember(definition.document, response.node, schema)),
      // Whoever reads the answer of this operation reads nothing.
      also: ['dynamic-path-unknown'],
      at: (broken) => {
        const range = broken.definition?.operations[at]?.responses.find(({ code }) => code.startsWith('2') && !['202', '204', '205'].includes(code))?.member.keyRange;
        return range && { file: 'definition', range };
      },
    };
  },
};

const responseSchemaEmpty: Mutation = {
  rule: 'response-schema-empty',
  break: (connector, random) => {
    const { definition } = connector;
    const operation = oneOperation(connector, random, ({ trigger, visibility, responses }) => trigger === undefined && visibility !== 'internal' && responses.filter(({ schema, code }) => schema && code.startsWith('2')).length === 1);
    const at = operation?.responses.findIndex(({ schema, code, member, node }) => schema && code === '200' && member.value === node) ?? -1;
    const response = operation?.responses[at];
    const schema = memberOf(response?.node, 'schema');
    if (!definition || !operation || !response || !schema || (schema.value.members ?? []).length === 0) return undefined;
    const operationAt = definition.operations.indexOf(operation);
    return {
      changes: inDefinition(replaceMemberValue(definition.document, response.node, schema, {})),
      // Whoever reads the answer of this operation reads nothing.
      also: ['dynamic-path-unknown'],
      at: (broken) => {
        const range = memberOf(broken.definition?.operations[operationAt]?.responses[at]?.node, 'schema')?.keyRange;
        return range && { file: 'definition', range };
      },
    };
  },
};

const referenceUnknown: Mutation = {
  rule: 'reference-unknown',
  break: ({ definition }, random) => {
    const reference = random.one(definition?.references.filter(({ target }) => target.startsWith('#/definitions/')) ?? []);
    if (!definition || !reference) return undefined;
    const broken = random.one([`${reference.target}Xy`, `#/components/schemas/${reference.target.slice(14)}`, '#/definitions', reference.target.slice(0, -1)]) ?? '';
    if (broken === '#/definitions' || definition.definitions.has(broken.slice(14))) return undefined;
    return {
      changes: inDefinition(replaceScalar(definition.document, reference.member.value, broken)),
      // What was behind the reference is gone.
      also: ['dynamic-path-unknown', 'batch-trigger-without-list', 'success-responses-several'],
      restores: broken.startsWith('#/components/'),
    };
  },
};

const referenceExternal: Mutation = {
  rule: 'reference-external',
  break: ({ definition }, random) => {
    const reference = random.one(definition?.references.filter(({ target }) => /^#\/definitions\/[\w.-]+$/.test(target)) ?? []);
    if (!definition || !reference) return undefined;
    const name = reference.target.slice(14);
    return {
      changes: inDefinition(replaceScalar(definition.document, reference.member.value, random.one([name, `schemas.json#/definitions/${name}`, `https://api.contoso.com/schemas/${name}`]) ?? '')),
      // What was behind the reference is gone.
      also: ['dynamic-path-unknown', 'batch-trigger-without-list', 'success-responses-several'],
      restores: definition.definitions.has(name),
    };
  },
};

export const operationMutations: readonly Mutation[] = [
  pathsUnique, operationIdMissing, operationIdUnique,
  { rule: 'operation-summary-missing', break: withoutText('summary') },
  { rule: 'operation-description-missing', break: withoutText('description') },
  summaryCharacters, ...parameterMutations, arrayWithoutItems,
  responsesEmpty, responseCode, responseSuccessMissing, successResponsesSeveral, defaultResponseSchema, responseSchemaMissing, responseSchemaEmpty, referenceUnknown, referenceExternal,
];
