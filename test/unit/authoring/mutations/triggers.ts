import { insertMember, removeItem, removeMember, renameKey, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { ConnectorModel, DefinitionModel, OperationView } from '../../../../src/authoring/model/connector-model.ts';
import { memberOf, valueOf } from '../../../../src/authoring/model/nodes.ts';
import { findPath, shapeOf } from '../../../../src/authoring/model/schema-paths.ts';
import { bodySchemas, isWebhookTrigger, notificationUrls, webhooksOf } from '../../../../src/authoring/model/webhooks.ts';
import { toValue } from '../../../../src/connector/syntax-node.ts';
import { extensionNamed, inDefinition, inserted } from './definition-places.ts';
import type { Mutation, Random } from './mutation.ts';

const CONTENT = 'x-ms-notification-content';

function webhook(definition: DefinitionModel | undefined, random: Random): OperationView | undefined {
  return definition && random.one([...webhooksOf(definition).keys()].filter(({ trigger }) => trigger !== undefined));
}

/** The method's key of the same operation in the broken definition. */
function atMethod(definition: DefinitionModel, operation: OperationView) {
  return ({ definition: broken }: ConnectorModel) => {
    const same = broken?.operations[definition.operations.indexOf(operation)];
    return same && { file: 'definition' as const, range: same.member.keyRange };
  };
}

const triggerValue: Mutation = {
  rule: 'trigger-value',
  break: ({ definition }, random) => {
    const use = extensionNamed(definition, random, ({ name, place, member }) => name === 'x-ms-trigger' && place === 'operation' && member.value.kind === 'string');
    if (!definition || !use) return undefined;
    const value = String(use.member.value.value);
    const broken = random.one([value.toUpperCase(), 'multiple', '']) ?? '';
    return { changes: inDefinition(replaceScalar(definition.document, use.member.value, broken)), restores: broken.toLowerCase() === value };
  },
};

const triggerMetadataValue: Mutation = {
  rule: 'trigger-metadata-value',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations.filter(({ node }) => !memberOf(node, 'x-ms-trigger-metadata')) ?? []);
    const use = extensionNamed(definition, random, ({ name, place, member }) => name === 'x-ms-trigger-metadata' && place === 'operation' && member.value.kind === 'object');
    if (definition && use) {
      const node = valueOf(use.member.value, random.one(['kind', 'mode']) ?? '');
      return node && { changes: inDefinition(replaceScalar(definition.document, node, String(node.value).toUpperCase())), restores: true };
    }
    if (!definition || !operation) return undefined;
    const metadata = random.one([{ kind: 'query', mode: 'poling' }, { kind: 'Query', mode: 'polling' }, { kind: 'event' }]);
    return { changes: inDefinition(insertMember(definition.document, operation.node, 'x-ms-trigger-metadata', metadata)) };
  },
};

const notificationContentMissing: Mutation = {
  rule: 'notification-content-missing',
  break: ({ definition }, random) => {
    const operation = webhook(definition, random);
    const content = operation?.path.notificationContent;
    if (!definition || !operation || !content ) return undefined;
    return { changes: inDefinition(removeMember(definition.document, operation.path.node, content)), at: atMethod(definition, operation) };
  },
};

const notificationContentMisplaced: Mutation = {
  rule: 'notification-content-misplaced',
  break: ({ definition }, random) => {
    const operation = webhook(definition, random);
    const content = operation?.path.notificationContent;
    if (!definition || !operation || !content || operation.path.operations.length > 1) return undefined;
    const { document } = definition;
    return { changes: inDefinition([...removeMember(document, operation.path.node, content), ...insertMember(document, operation.node, CONTENT, toValue(content.value))]) };
  },
};

const notificationContentUnused: Mutation = {
  rule: 'notification-content-unused',
  break: ({ definition }, random) => {
    const path = random.one(definition?.paths.filter(({ notificationContent, operations }) => !notificationContent && !operations.some((operation) => operation.trigger !== undefined || webhooksOf(definition).has(operation))) ?? []);
    if (!definition || !path) return undefined;
    return inserted(definition, path.node, CONTENT, { description: 'What comes.', schema: { type: 'object' } });
  },
};

const notificationUrlMissing: Mutation = {
  rule: 'notification-url-missing',
  break: ({ definition }, random) => {
    const operation = webhook(definition, random);
    const marks = operation && definition ? (webhooksOf(definition).get(operation) ?? []) : [];
    const [mark] = marks;
    // A body may have fields that its schema does not say; a mark may serve several operations.
    if (!definition || !operation || !mark || marks.length > 1 || operation.path.operations.length > 1) return undefined;
    if (!operation.path.notificationContent || bodySchemas(operation).some((schema) => findPath(definition, schema, ['no such field']).kind !== 'missing')) return undefined;
    return {
      changes: inDefinition(removeMember(definition.document, mark.owner, mark.member)),
      at: atMethod(definition, operation),
      // The field is required and internal as before, and nobody fills it in any more.
      also: ['internal-property-without-default', 'internal-parameter-without-default'],
    };
  },
};

const notificationUrlRepeated: Mutation = {
  rule: 'notification-url-repeated',
  break: ({ definition }, random) => {
    const operation = webhook(definition, random);
    const [mark, ...others] = operation && definition ? (webhooksOf(definition).get(operation) ?? []) : [];
    const shapes = definition && operation ? bodySchemas(operation).map((schema) => shapeOf(definition, schema)) : [];
    const fields = shapes.flatMap((shape) => (shape.kind === 'object' ? [...shape.fields.values()] : []));
    // Of two marks the later one is the finding.
    const field = random.one(fields.filter((one) => one.kind === 'object' && !memberOf(one, '$ref') && mark && one.range.start > mark.owner.range.start));
    if (!definition || !mark || others.length > 0 || !field) return undefined;
    // A field that users see cannot take the URL.
    return { changes: inDefinition(insertMember(definition.document, field, 'x-ms-notification-url', true)), also: ['notification-url-visible'] };
  },
};

const notificationUrlVisible: Mutation = {
  rule: 'notification-url-visible',
  break: ({ definition }, random) => {
    const mark = definition && random.one(notificationUrls(definition));
    const visibility = mark && valueOf(mark.owner, 'x-ms-visibility');
    if (!definition || !visibility) return undefined;
    return { changes: inDefinition(replaceScalar(definition.document, visibility, random.one(['important', 'advanced']) ?? '')), restores: true };
  },
};

const webhookTriggerBatch: Mutation = {
  rule: 'webhook-trigger-batch',
  break: ({ definition }, random) => {
    const operation = webhook(definition, random);
    const node = operation && valueOf(operation.node, 'x-ms-trigger');
    return definition && node && { changes: inDefinition(replaceScalar(definition.document, node, 'batch')), restores: true };
  },
};

const webhookTriggerMethod: Mutation = {
  rule: 'webhook-trigger-method',
  break: ({ definition }, random) => {
    const operation = webhook(definition, random);
    if (!definition || !operation || memberOf(operation.path.node, 'options')) return undefined;
    return { changes: inDefinition(renameKey(definition.document, operation.member, 'options')) };
  },
};

const webhookDeleteMissing: Mutation = {
  rule: 'webhook-delete-missing',
  break: ({ definition }, random) => {
    const operation = webhook(definition, random);
    const deletes = definition?.operations.filter(({ method }) => method === 'delete') ?? [];
    if (!definition || !operation || deletes.length === 0 || deletes.some(({ path }) => memberOf(path.node, 'options'))) return undefined;
    return {
      changes: inDefinition(deletes.flatMap(({ member }) => renameKey(definition.document, member, 'options'))),
      at: atMethod(definition, operation),
      // A DELETE may answer with nothing, another action may not.
      also: ['response-schema-missing'],
    };
  },
};

const NEW_PATH = '/hooks-for-a-test';

/** Hardly any connector documents the header, so that a sound webhook is put in without it. */
const webhookLocationUndocumented: Mutation = {
  rule: 'webhook-location-undocumented',
  break: ({ definition }, random) => {
    const paths = definition && valueOf(definition.root, 'paths');
    const security = definition?.securitySchemes.size ?? 0;
    if (!definition || !paths || security > 1 || !definition.operations.some(({ method }) => method === 'delete')) return undefined;
    const code = random.one(['201', '200', '202']) ?? '';
    const url = { type: 'string', description: 'Where to send.', 'x-ms-summary': 'URL', 'x-ms-visibility': 'internal', 'x-ms-notification-url': true };
    const post = {
      operationId: 'WhenTested',
      summary: 'When it is tested',
      description: 'Fires when this is tested.',
      'x-ms-trigger': 'single',
      parameters: [{ name: 'body', in: 'body', required: true, description: 'The webhook.', 'x-ms-summary': 'Webhook', schema: { type: 'object', properties: { url } } }],
      responses: { [code]: { description: 'Registered', schema: { type: 'object', properties: { id: { type: 'string', description: 'The id.', 'x-ms-summary': 'Id' } } } } },
    };
    const content = { description: 'What comes.', schema: { type: 'object', properties: { text: { type: 'string', description: 'The text.', 'x-ms-summary': 'Text' } } } };
    return { changes: inDefinition(insertMember(definition.document, paths, NEW_PATH, { [CONTENT]: content, post })) };
  },
};

const pollingTriggerUnpolled: Mutation = {
  rule: 'polling-trigger-unpolled',
  break: ({ definition, properties, script }, random) => {
    if (!definition || !properties || script) return undefined;
    const polled = definition.operations.filter((operation) => operation.trigger !== undefined && !isWebhookTrigger(definition, operation));
    const operation = random.one(polled);
    if (!operation) {
      // Few connectors poll: any GET may become a trigger.
      const other = random.one(definition.operations.filter(({ method, node, path }) => method === 'get' && !memberOf(node, 'x-ms-trigger') && !path.notificationContent));
      return other && { changes: inDefinition(insertMember(definition.document, other.node, 'x-ms-trigger', 'single')), at: atMethod(definition, other) };
    }
    const metadata = memberOf(operation.node, 'x-ms-trigger-metadata');
    const policies = properties.policies.filter(({ templateId, operationNames }) => templateId?.toLowerCase() === 'pollingtrigger' && operationNames.some(({ value }) => value === operation.id));
    const [policy] = policies;
    const list = properties.policiesMember?.value;
    if (metadata && policies.length > 0) return undefined;
    if (metadata) return { changes: inDefinition(removeMember(definition.document, operation.node, metadata)), at: atMethod(definition, operation) };
    if (!policy || !list || policies.length > 1) return undefined;
    return { changes: [{ file: 'properties', edits: removeItem(properties.document, list, policy.node) }], at: atMethod(definition, operation) };
  },
};

const batchTriggerWithoutList: Mutation = {
  rule: 'batch-trigger-without-list',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations.filter((one) => one.trigger === 'batch' && !isWebhookTrigger(definition, one)) ?? []);
    const good = operation?.responses.filter(({ code, schema }) => code.startsWith('2') && schema) ?? [];
    const [response] = good;
    const schema = response && memberOf(response.node, 'schema');
    const node = operation && valueOf(operation.node, 'x-ms-trigger');
    if (!definition || !response || !schema || good.length > 1 || !node) return undefined;
    return {
      changes: inDefinition(replaceMemberValue(definition.document, response.node, schema, { type: 'object', properties: { count: { type: 'integer' } } })),
      at: ({ definition: broken }) => {
        const same = broken?.operations[definition.operations.indexOf(operation)];
        const range = same && valueOf(same.node, 'x-ms-trigger')?.range;
        return range && { file: 'definition', range };
      },
    };
  },
};

const pageableWithoutPolicy: Mutation = {
  rule: 'pageable-without-policy',
  break: ({ definition, properties }, random) => {
    const operation = random.one(definition?.operations.filter(({ node }) => !memberOf(node, 'x-ms-pageable')) ?? []);
    if (!definition || !operation || !properties?.node || properties.policies.some(({ templateId }) => templateId?.toLowerCase() === 'updatenextlink')) return undefined;
    return { changes: inDefinition(insertMember(definition.document, operation.node, 'x-ms-pageable', { nextLinkName: '@odata.nextLink' })) };
  },
};

export const triggerMutations: readonly Mutation[] = [
  triggerValue, triggerMetadataValue, notificationContentMissing, notificationContentMisplaced, notificationContentUnused, notificationUrlMissing,
  notificationUrlRepeated, notificationUrlVisible, webhookTriggerBatch, webhookTriggerMethod, webhookDeleteMissing, webhookLocationUndocumented,
  pollingTriggerUnpolled, batchTriggerWithoutList, pageableWithoutPolicy,
];
