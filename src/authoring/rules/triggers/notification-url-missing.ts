import { definitionFix } from '../../fixes/definition-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import type { DefinitionModel, OperationView } from '../../model/connector-model.ts';
import { hasKnownParameters } from '../../model/dynamic-targets.ts';
import { memberOf, valueOf } from '../../model/nodes.ts';
import { shapeOf } from '../../model/schema-paths.ts';
import { bodySchemas, isWebhookTrigger, URL_EXTENSION, webhooksOf } from '../../model/webhooks.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withWebhook } from './trigger-example.ts';

const target = { type: 'string', description: 'Where to send new items.', 'x-ms-summary': 'URL', 'x-ms-visibility': 'internal' };

export const notificationUrlMissing: Rule = {
  id: 'notification-url-missing',
  severity: 'warning',
  profile: 'build',
  title: 'A webhook trigger has a field for the notification URL.',
  explanation: 'The platform writes the address at which the flow waits into the field with `x-ms-notification-url`. Without such a field the service does not learn where to send its notifications.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-notification-url; counted in published connectors.',
  published: 1,
  bad: withWebhook({ fields: { url: target } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const operation of definition.operations) {
      if (!isWebhookTrigger(definition, operation) || webhooksOf(definition).has(operation) || !isPlain(definition, operation)) continue;
      const { member, id } = operation;
      report({
        file: 'definition',
        range: member.keyRange,
        message: `The webhook trigger "${id ?? member.key}" has no field with "${URL_EXTENSION}", so the service does not learn where to send. Add it to the field that takes the URL.`,
        fixes: () => fixesFor(definition, operation),
      });
    }
  },
};

/** The designer may get fields of open and dynamic bodies from elsewhere. */
function isPlain(definition: DefinitionModel, operation: OperationView): boolean {
  return hasKnownParameters(definition, operation) && bodySchemas(operation).every((schema) => {
    const shape = shapeOf(definition, schema);
    return shape.kind === 'scalar' || shape.kind === 'array' || (shape.kind === 'object' && !shape.open);
  });
}

/** The fields whose names speak of an address. */
function fixesFor(definition: DefinitionModel, operation: OperationView): Fix[] {
  return bodySchemas(operation).flatMap((schema) => {
    const shape = shapeOf(definition, schema);
    if (shape.kind !== 'object') return [];
    return [...shape.fields].flatMap(([name, field]) => {
      if (!/url|uri|callback|hook/i.test(name) || field.kind !== 'object' || memberOf(field, URL_EXTENSION) || valueOf(field, '$ref') || valueOf(field, 'properties')) return [];
      return [definitionFix(`Let "${name}" take the URL`, false, insertMember(definition.document, field, URL_EXTENSION, true))];
    });
  });
}
