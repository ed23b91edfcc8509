/** Faults of the parameters of operations. */
import { insertItem, insertMember, removeItem, removeMember, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { DefinitionModel, OperationView, ParameterView } from '../../../../src/authoring/model/connector-model.ts';
import { memberOf, valueOf } from '../../../../src/authoring/model/nodes.ts';
import type { TextEdit } from '../../../../src/connector/connector.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';

/** The rules about words, which a parameter that is put in lacks. */
const WORDS = ['parameter-description-missing', 'parameter-summary-missing'];

function inDefinition(edits: readonly TextEdit[]): Breakage['changes'] {
  return [{ file: 'definition', edits }];
}

function own({ parameters }: DefinitionModel, random: Random, accepts: (parameter: ParameterView) => boolean): ParameterView | undefined {
  return random.one(parameters.filter((parameter) => parameter.scope === 'operation' && accepts(parameter)));
}

function withParameter({ document }: DefinitionModel, operation: OperationView, parameter: object): Breakage['changes'] {
  const list = valueOf(operation.node, 'parameters');
  return inDefinition(list?.kind === 'array' ? insertItem(document, list, parameter) : insertMember(document, operation.node, 'parameters', [parameter]));
}

const described = { description: 'Made for this test.', 'x-ms-summary': 'Made up' };

const pathParameterUndeclared: Mutation = {
  rule: 'path-parameter-undeclared',
  break: ({ definition }, random) => {
    if (!definition) return undefined;
    const operation = random.one(definition.operations.filter(({ path }) => path.templateNames.length > 0));
    const list = valueOf(operation?.node, 'parameters');
    const one = random.one(operation?.parameters.filter(({ parameter, fromPath }) => parameter.in === 'path' && !fromPath) ?? []);
    if (!operation || !list || !one) return undefined;
    const { path } = operation;
    const place = definition.paths.indexOf(path);
    return {
      changes: inDefinition(removeItem(definition.document, list, one.item)),
      // Whatever gives the parameter to the operation, or takes its value for another call, names nothing now.
      also: ['dynamic-argument-unknown', 'dynamic-reference-unknown', 'policy-path-parameter-unknown', 'policy-request-value-unknown'],
      at: (broken) => {
        const range = broken.definition?.paths[place]?.templateNames.find(({ name }) => name === one.parameter.name)?.range;
        return range && { file: 'definition', range };
      },
    };
  },
};

const pathParameterUnused: Mutation = {
  rule: 'path-parameter-unused',
  break: ({ definition }, random) => {
    if (!definition) return undefined;
    const parameter = own(definition, random, ({ in: place, nameNode }) => place === 'path' && nameNode !== undefined);
    // Whatever names the parameter names nothing now; what is said about its words says the new name.
    const also = [...WORDS, 'dynamic-argument-unknown', 'dynamic-argument-missing', 'dynamic-reference-unknown', 'policy-path-parameter-unknown', 'policy-request-value-unknown'];
    const upper = parameter?.name?.toUpperCase();
    if (parameter?.nameNode && upper !== parameter.name && random.below(2) === 0) return { changes: inDefinition(replaceScalar(definition.document, parameter.nameNode, upper ?? '')), restores: true, also };
    const operation = random.one(definition.operations);
    return operation && {
      changes: withParameter(definition, operation, { name: 'nowhere', in: 'path', required: true, type: 'string', ...described }),
      // Whoever calls this operation for values does not give the new parameter.
      also: [...WORDS, 'dynamic-argument-missing'],
    };
  },
};

const pathParameterRequired: Mutation = {
  rule: 'path-parameter-required',
  break: ({ definition }, random) => {
    const parameter = definition && own(definition, random, ({ in: place }) => place === 'path');
    const required = memberOf(parameter?.node, 'required');
    return definition && parameter && required && { changes: inDefinition(replaceMemberValue(definition.document, parameter.node, required, random.one<unknown>([false, 'true', null]))), restores: true };
  },
};

const parameterInUnknown: Mutation = {
  rule: 'parameter-in-unknown',
  break: ({ definition }, random) => {
    const parameter = definition && own(definition, random, ({ in: place }) => place === 'query' || place === 'header');
    const place = valueOf(parameter?.node, 'in');
    if (!definition || !parameter?.in || !place) return undefined;
    return { changes: inDefinition(replaceScalar(definition.document, place, random.one([parameter.in.toUpperCase(), `${parameter.in}s`]) ?? '')), restores: true };
  },
};

const parameterTypeMissing: Mutation = {
  rule: 'parameter-type-missing',
  break: ({ definition }, random) => {
    const parameter = definition && own(definition, random, ({ in: place, type, nameNode }) => place !== 'body' && type !== undefined && nameNode !== undefined);
    const type = memberOf(parameter?.node, 'type');
    if (!definition || !parameter || !type) return undefined;
    const at = definition.parameters.indexOf(parameter);
    return {
      changes: inDefinition(removeMember(definition.document, parameter.node, type)),
      at: (broken) => {
        const range = broken.definition?.parameters[at]?.nameNode?.range;
        return range && { file: 'definition', range };
      },
    };
  },
};

const parameterTypeUnknown: Mutation = {
  rule: 'parameter-type-unknown',
  break: ({ definition }, random) => {
    const parameter = definition && own(definition, random, ({ in: place, type }) => place !== 'body' && type !== undefined && type !== 'array' && type !== 'file');
    const type = valueOf(parameter?.node, 'type');
    if (!definition || !parameter?.type || !type) return undefined;
    const misspelt = `${parameter.type.slice(0, 2)}${parameter.type.slice(3)}`;
    const broken = random.one([misspelt, parameter.type.toUpperCase(), 'object', 'file']) ?? '';
    if (broken === 'file' && parameter.in === 'formData') return undefined;
    // A default value and those of an enum do not fit another type.
    return { changes: inDefinition(replaceScalar(definition.document, type, broken)), also: ['default-type-mismatch', 'enum-type-mismatch'], restores: broken === misspelt || broken === parameter.type.toUpperCase() };
  },
};

const parameterReserved: Mutation = {
  rule: 'parameter-reserved',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations ?? []);
    const parameter = random.one([{ name: 'authorization', in: 'header' }, { name: 'Authorization', in: 'header' }, { name: 'connectionId', in: 'query' }]);
    return definition && operation && { changes: withParameter(definition, operation, { ...parameter, type: 'string', ...described }), also: WORDS };
  },
};

const parameterDuplicate: Mutation = {
  rule: 'parameter-duplicate',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations ?? []);
    const one = random.one(operation?.parameters.filter(({ item, parameter, fromPath }) => item === parameter.node && !fromPath && parameter.in !== 'body') ?? []);
    const { name, in: place, type, required } = one?.parameter ?? {};
    if (!definition || !operation || name === undefined || type === undefined) return undefined;
    const list = valueOf(operation.node, 'parameters');
    return { changes: withParameter(definition, operation, { name, in: place, required, type, ...described, ...(type === 'array' && { items: { type: 'string' } }) }), restores: (list?.items?.length ?? 0) > 1, also: [...WORDS, 'url-encoding-place'] };
  },
};

const collectionFormatMulti: Mutation = {
  rule: 'collection-format-multi',
  break: ({ definition }, random) => {
    const parameter = definition && own(definition, random, ({ in: place, node }) => place === 'query' && !valueOf(node, 'collectionFormat'));
    return definition && parameter && { changes: inDefinition(insertMember(definition.document, parameter.node, 'collectionFormat', 'multi')) };
  },
};

const bodySeveral: Mutation = {
  rule: 'body-several',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations.filter(({ parameters }) => parameters.some(({ parameter }) => parameter.in === 'body')) ?? []);
    if (!definition || !operation) return undefined;
    // The second body of a GET or DELETE is one too many there as well.
    return { changes: withParameter(definition, operation, { name: 'secondBody', in: 'body', required: true, schema: { type: 'string', ...described }, ...described }), also: [...WORDS, 'body-in-get-or-delete'] };
  },
};

const bodyWithFormData: Mutation = {
  rule: 'body-with-form-data',
  break: ({ definition }, random) => {
    const at = random.below(definition?.operations.length ?? 0);
    const operation = definition?.operations[at];
    const body = operation?.parameters.find(({ parameter }) => parameter.in === 'body');
    if (!definition || !operation || !body || body.fromPath || ['get', 'head'].includes(operation.method)) return undefined;
    return {
      changes: withParameter(definition, operation, { name: 'formField', in: 'formData', type: 'string', ...described }),
      also: WORDS,
      at: (broken) => {
        const there = broken.definition?.operations[at]?.parameters.find(({ parameter }) => parameter.in === 'body');
        const range = there && (there.item === there.parameter.node ? there.parameter.nameNode?.range : there.item.range);
        return range && { file: 'definition', range };
      },
    };
  },
};

const formDataInGet: Mutation = {
  rule: 'form-data-in-get',
  break: ({ definition }, random) => {
    const parameter = definition && own(definition, random, ({ in: place, operation }) => place === 'query' && operation?.method === 'get');
    const place = valueOf(parameter?.node, 'in');
    if (!definition || !parameter?.nameNode || !place) return undefined;
    const at = definition.parameters.indexOf(parameter);
    // A GET that sends a body as well has both now, and a policy that reads the query misses it there.
    return {
      changes: inDefinition(replaceScalar(definition.document, place, 'formData')),
      restores: true,
      also: ['body-with-form-data', 'policy-request-value-unknown'],
      at: (broken) => {
        const range = broken.definition?.parameters[at]?.nameNode?.range;
        return range && { file: 'definition', range };
      },
    };
  },
};

const bodyInGetOrDelete: Mutation = {
  rule: 'body-in-get-or-delete',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations.filter(({ method, parameters }) => ['get', 'delete'].includes(method) && !parameters.some(({ parameter }) => parameter.in === 'body')) ?? []);
    return definition && operation && { changes: withParameter(definition, operation, { name: 'sentBody', in: 'body', required: true, schema: { type: 'string', ...described }, ...described }), also: WORDS };
  },
};

const formFileConsumes: Mutation = {
  rule: 'form-file-consumes',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations.filter(({ method, parameters, node }) => method === 'post' && !valueOf(node, 'consumes') && !parameters.some(({ parameter }) => parameter.in === 'body' || parameter.type === 'file')) ?? []);
    const general = valueOf(definition?.root, 'consumes')?.items ?? [];
    if (!definition || !operation || general.some(({ value }) => /form/.test(String(value)))) return undefined;
    return { changes: withParameter(definition, operation, { name: 'attachedFile', in: 'formData', type: 'file', ...described }), also: WORDS };
  },
};

export const parameterMutations: readonly Mutation[] = [
  pathParameterUndeclared, pathParameterUnused, pathParameterRequired, parameterInUnknown, parameterTypeMissing, parameterTypeUnknown, parameterReserved, parameterDuplicate,
  collectionFormatMulti, bodySeveral, bodyWithFormData, formDataInGet, bodyInGetOrDelete, formFileConsumes,
];
