import { insertItem, insertMember, removeMember, renameKey, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { ConnectorModel, DefinitionModel } from '../../../../src/authoring/model/connector-model.ts';
import { memberOf, textOf, valueOf } from '../../../../src/authoring/model/nodes.ts';
import type { TextEdit } from '../../../../src/connector/connector.ts';
import { byteOrderMark, definitionSize, documentSyntax, duplicateKey, fileObject, jsonComment, jsonTrailingComma, replacementCharacter } from './document-text.ts';
import type { Breakage, Mutation } from './mutation.ts';

function inDefinition(edits: readonly TextEdit[]): Breakage['changes'] {
  return [{ file: 'definition', edits }];
}

/** Where what is missing at the root is reported. */
function atRoot({ definition }: ConnectorModel): ReturnType<NonNullable<Breakage['at']>> {
  const start = definition?.root.range.start;
  return start === undefined ? undefined : { file: 'definition', range: { start, end: start + 1 } };
}

function hostOf({ root }: DefinitionModel): { readonly text: string; readonly value: NonNullable<ReturnType<typeof memberOf>>['value'] } | undefined {
  const value = valueOf(root, 'host');
  const text = textOf(value);
  return value && text !== undefined && /^[\w.-]+$/.test(text) ? { text, value } : undefined;
}

const swaggerVersion: Mutation = {
  rule: 'swagger-version',
  break: ({ definition }, random) => {
    const version = memberOf(definition?.root, 'swagger');
    if (!definition || !version) return undefined;
    if (random.below(4) === 0) return { changes: inDefinition(renameKey(definition.document, version, 'openapi')) };
    return { changes: inDefinition(replaceScalar(definition.document, version.value, random.one([2, '2', '2.0.0', '3.0', '1.2']) ?? 2)), restores: true };
  },
};

const propertyMissing: Mutation = {
  rule: 'property-missing',
  break: ({ definition }, random) => {
    if (!definition) return undefined;
    const { document, operations, root } = definition;
    const info = valueOf(root, 'info');
    const version = memberOf(info, 'version');
    if (info && version && random.below(4) === 0) {
      return {
        changes: inDefinition(removeMember(document, info, version)),
        at: (broken) => ({ file: 'definition', range: memberOf(broken.definition?.root, 'info')?.keyRange ?? version.range }),
      };
    }
    const at = random.below(operations.length);
    const responses = operations[at]?.responses ?? [];
    const place = random.below(responses.length);
    const response = responses[place];
    const description = memberOf(response?.node, 'description');
    if (!response || !description || response.member.value !== response.node) return undefined;
    return {
      changes: inDefinition(removeMember(document, response.node, description)),
      at: (broken) => ({ file: 'definition', range: broken.definition?.operations[at]?.responses[place]?.member.keyRange ?? description.range }),
    };
  },
};

const propertyUnknown: Mutation = {
  rule: 'property-unknown',
  break: ({ definition }, random) => {
    if (!definition) return undefined;
    const { document, root } = definition;
    const operation = random.one(definition.operations);
    const renamed = random.one([
      { member: memberOf(root, 'basePath'), key: 'basepath' },
      { member: memberOf(root, 'produces'), key: 'produce' },
      { member: memberOf(operation?.node, 'description'), key: 'Description' },
      { member: memberOf(operation?.node, 'summary'), key: 'sumary' },
      { member: memberOf(operation?.node, 'deprecated'), key: 'depricated' },
      { member: memberOf(operation?.node, 'operationId'), key: 'operationID' },
    ]);
    // Whatever names the operation by its id, and whoever counts on its form, misses it.
    const also = ['policy-operation-unknown', 'dynamic-operation-unknown', 'script-operations-unknown', 'script-operation-unknown', 'capability-operation-unknown'];
    if (renamed?.member && random.below(2) === 0) return { changes: inDefinition(renameKey(document, renamed.member, renamed.key)), restores: true, also };
    const owner = random.one([operation?.node, operation?.path.node, operation?.responses[0]?.node]);
    if (!owner) return undefined;
    return { changes: inDefinition(insertMember(document, owner, random.one(['securityDefinitions', 'note', 'X-ms-note']) ?? 'note', {})) };
  },
};

const openapi3Construct: Mutation = {
  rule: 'openapi3-construct',
  break: ({ definition }, random) => {
    if (!definition) return undefined;
    const { document } = definition;
    const schema = random.one(definition.schemas)?.node;
    const type = memberOf(schema, 'type');
    if (!schema || !type || type.value.kind !== 'string') return undefined;
    if (random.below(2) === 0) return { changes: inDefinition(replaceMemberValue(document, schema, type, [type.value.value, 'null'])), restores: true };
    const key = random.one(['nullable', 'oneOf', 'anyOf']) ?? 'nullable';
    return { changes: inDefinition(insertMember(document, schema, key, key === 'nullable' ? true : [{ type: 'string' }])) };
  },
};

const hostMissing: Mutation = {
  rule: 'host-missing',
  break: ({ definition }, random) => {
    const host = memberOf(definition?.root, 'host');
    if (!definition || !host) return undefined;
    if (random.below(2) === 0) return { changes: inDefinition(replaceScalar(definition.document, host.value, random.one(['', ' ', null]) ?? '')) };
    return { changes: inDefinition(removeMember(definition.document, definition.root, host)), at: atRoot };
  },
};

const hostForm: Mutation = {
  rule: 'host-form',
  break: ({ definition }, random) => {
    const host = definition && hostOf(definition);
    if (!host) return undefined;
    const bare = random.one([`https://${host.text}`, `http://${host.text}/`, `${host.text}/`]) ?? '';
    if (random.below(3) > 0) return { changes: inDefinition(replaceScalar(definition.document, host.value, bare)), restores: true };
    return { changes: inDefinition(replaceScalar(definition.document, host.value, random.one([`{tenant}.${host.text}`, `${host.text}/api`, 'the host']) ?? '')) };
  },
};

/** Connectors whose address comes from the definition alone. */
function plainHost({ definition, properties, files }: ConnectorModel): ReturnType<typeof hostOf> {
  if (files.script !== undefined || properties?.policies.some(({ templateId }) => templateId?.toLowerCase() === 'dynamichosturl')) return undefined;
  return definition && hostOf(definition);
}

const hostPlaceholder: Mutation = {
  rule: 'host-placeholder',
  break: (connector, random) => {
    const host = plainHost(connector);
    if (!host || !connector.definition) return undefined;
    return { changes: inDefinition(replaceScalar(connector.definition.document, host.value, random.one(['www.example.com', 'localhost', 'api.contoso.com', 'your-domain.com', '127.0.0.1:8080']) ?? '')) };
  },
};

const hostNotProduction: Mutation = {
  rule: 'host-not-production',
  break: (connector, random) => {
    const host = plainHost(connector);
    if (!host || !connector.definition || host.text.split('.').length < 3) return undefined;
    const stage = random.one(['dev', 'uat', 'staging', 'qa1']) ?? 'dev';
    return { changes: inDefinition(replaceScalar(connector.definition.document, host.value, `${stage}${random.one(['.', '-']) ?? '.'}${host.text}`)) };
  },
};

const schemesMissing: Mutation = {
  rule: 'schemes-missing',
  break: ({ definition }, random) => {
    const schemes = memberOf(definition?.root, 'schemes');
    if (!definition || !schemes) return undefined;
    if (random.below(2) === 0) return { changes: inDefinition(replaceMemberValue(definition.document, definition.root, schemes, random.one<unknown>([[], 'https', null]))) };
    return { changes: inDefinition(removeMember(definition.document, definition.root, schemes)), at: atRoot };
  },
};

const schemesHttps: Mutation = {
  rule: 'schemes-https',
  break: ({ definition }, random) => {
    const schemes = valueOf(definition?.root, 'schemes');
    const only = schemes?.items?.length === 1 ? schemes.items[0] : undefined;
    if (!definition || !schemes || only?.value !== 'https') return undefined;
    if (random.below(2) === 0) return { changes: inDefinition(replaceScalar(definition.document, only, random.one(['http', 'wss']) ?? '')), restores: true };
    return { changes: inDefinition(insertItem(definition.document, schemes, 'http')), restores: true };
  },
};

const basePathForm: Mutation = {
  rule: 'base-path-form',
  break: ({ definition }, random) => {
    const base = memberOf(definition?.root, 'basePath');
    const text = textOf(base?.value);
    if (!definition || !base || text === undefined || !/^\/\w/.test(text)) return undefined;
    if (random.below(2) === 0) return { changes: inDefinition(replaceScalar(definition.document, base.value, text.slice(1))), restores: true };
    return { changes: inDefinition(replaceScalar(definition.document, base.value, random.one([`https://api.contoso.com${text}`, `${text}/{tenant}`, `${text}?v=1`]) ?? '')) };
  },
};

const pathForm: Mutation = {
  rule: 'path-form',
  break: ({ definition }, random) => {
    const path = random.one(definition?.paths.filter(({ path: key }) => /^\/\w/.test(key) && !key.startsWith('/x-') && !key.includes('//')) ?? []);
    return definition && path && { changes: inDefinition(renameKey(definition.document, path.member, path.path.slice(1))), restores: true };
  },
};

const pathDoubleSlash: Mutation = {
  rule: 'path-double-slash',
  break: ({ definition }, random) => {
    const path = random.one(definition?.paths.filter(({ path: key }) => !key.includes('//') && key.lastIndexOf('/') > 0) ?? []);
    if (!definition || !path) return undefined;
    const at = path.path.lastIndexOf('/');
    return { changes: inDefinition(renameKey(definition.document, path.member, `${path.path.slice(0, at)}/${path.path.slice(at)}`)), restores: true };
  },
};

const pathsEquivalent: Mutation = {
  rule: 'paths-equivalent',
  break: ({ definition }, random) => {
    const path = random.one(definition?.paths.filter(({ path: key }) => key.includes('{')) ?? []);
    const paths = valueOf(definition?.root, 'paths');
    if (!definition || !path || !paths) return undefined;
    return { changes: inDefinition(insertMember(definition.document, paths, path.path.replace(/\{[^{}]*\}/g, '{other}'), {})) };
  },
};

export const documentMutations: readonly Mutation[] = [
  documentSyntax, jsonTrailingComma, jsonComment, byteOrderMark, replacementCharacter, duplicateKey, fileObject, definitionSize,
  swaggerVersion, propertyMissing, propertyUnknown, openapi3Construct,
  hostMissing, hostForm, hostPlaceholder, hostNotProduction, schemesMissing, schemesHttps, basePathForm, pathForm, pathDoubleSlash, pathsEquivalent,
];
