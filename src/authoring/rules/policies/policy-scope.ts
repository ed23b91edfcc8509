/** Which operations a policy applies to, and what a request of theirs carries that an expression can read. */
import type { DefinitionModel, OperationView, PolicyView, PropertiesModel } from '../../model/connector-model.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import { policyTemplate } from '../../catalogue/policy-templates.ts';

/** All operations where the policy names none; names that mean no operation are left out. */
export function operationsOf(policy: PolicyView, definition: DefinitionModel): readonly OperationView[] {
  if (policy.operationNames.length === 0) return definition.operations;
  return policy.operationNames.flatMap((node) => definition.operationsById.get(textOf(node) ?? '') ?? []);
}

/** In lower case: header and query parameters of one operation. */
export function namesSent(operation: OperationView, place: 'header' | 'query'): Set<string> {
  return new Set(operation.parameters.flatMap(({ parameter }) => (parameter.in === place && parameter.name !== undefined ? [parameter.name.toLowerCase()] : [])));
}

/**
 * In lower case: what requests carry besides the operation's own parameters, from the security scheme and from the
 * policies that set headers or query parameters.
 */
export function namesAdded({ policies }: PropertiesModel, definition: DefinitionModel, place: 'header' | 'query'): Set<string> {
  const names = new Set<string>(place === 'header' ? ['authorization'] : []);
  for (const { value } of definition.securitySchemes.values()) {
    if (textOf(valueOf(value, 'in')) === place) names.add((textOf(valueOf(value, 'name')) ?? '').toLowerCase());
  }
  for (const { templateId, parameters } of policies) {
    const id = templateId === undefined ? undefined : policyTemplate(templateId)?.id;
    if (id === (place === 'header' ? 'setheader' : 'setqueryparameter')) names.add((textOf(parameters.get('name')?.value) ?? '').toLowerCase());
    if (id === 'setvaluefromurl') {
      const target = /@(headers|queryParameters)\(\s*['"](.*?)['"]/i.exec(textOf(parameters.get('parametertemplate')?.value) ?? '');
      if (target && (target[1]?.toLowerCase() === 'headers') === (place === 'header')) names.add((target[2] ?? '').toLowerCase());
    }
  }
  return names;
}
