/**
 * Operations that tell a service where to send its notifications: those whose parameters or body have a field with
 * `x-ms-notification-url` (learn.microsoft.com, custom connectors, "Use a webhook as a trigger"). An action may have one
 * too: the flow then waits for the answer.
 */
import type { DefinitionModel, ExtensionUse, OperationView } from './connector-model.ts';
import { valueOf } from './nodes.ts';
import { schemaUseOf } from './schema-use.ts';

export const URL_EXTENSION = 'x-ms-notification-url';

const known = new WeakMap<DefinitionModel, ReadonlyMap<OperationView, readonly ExtensionUse[]>>();

/** Each with the marks of its notification URLs; those of shared definitions are found through references. */
export function webhooksOf(definition: DefinitionModel): ReadonlyMap<OperationView, readonly ExtensionUse[]> {
  const before = known.get(definition);
  if (before) return before;
  const webhooks = new Map<OperationView, ExtensionUse[]>();
  for (const mark of notificationUrls(definition)) {
    for (const operation of sendersOf(definition, mark)) {
      const marks = webhooks.get(operation);
      if (marks) marks.push(mark);
      else webhooks.set(operation, [mark]);
    }
  }
  known.set(definition, webhooks);
  return webhooks;
}

/** The marks that count, in the order of the text: `false` is as good as none. */
export function notificationUrls(definition: DefinitionModel): readonly ExtensionUse[] {
  const marks = (definition.extensionsByName.get(URL_EXTENSION) ?? []).filter(({ member, place }) => member.value.value === true && (place === 'schema' || place === 'parameter'));
  return marks.sort((left, right) => left.member.range.start - right.member.range.start);
}

/** Triggers that register a webhook, by the field for the URL or, where that is missing, by what their path says of notifications. */
export function isWebhookTrigger(definition: DefinitionModel, operation: OperationView): boolean {
  if (operation.trigger === undefined) return false;
  if (webhooksOf(definition).has(operation)) return true;
  // One path may hold a webhook's POST and a polling GET.
  return operation.path.notificationContent !== undefined && !operation.path.operations.some((other) => other !== operation && webhooksOf(definition).has(other));
}

function sendersOf(definition: DefinitionModel, { owner, place }: ExtensionUse): readonly OperationView[] {
  if (place === 'parameter') return definition.operations.filter(({ parameters }) => parameters.some(({ parameter }) => parameter.node === owner));
  const { viewOf, senders } = schemaUseOf(definition);
  const view = viewOf(owner);
  return view ? senders(view) : [];
}

/** The schemas of an operation's bodies: more than one is a fault of its own. */
export function bodySchemas({ parameters }: OperationView): readonly NonNullable<ReturnType<typeof valueOf>>[] {
  return parameters.flatMap(({ parameter }) => (parameter.in === 'body' ? (valueOf(parameter.node, 'schema') ?? []) : []));
}
