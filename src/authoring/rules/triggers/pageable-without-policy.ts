import { memberOf, textOf, valueOf } from '../../model/nodes.ts';
import { fileFix } from '../../fixes/file-fix.ts';
import { insertItem, insertMember } from '../../fixes/node-edits.ts';
import type { OperationView, PropertiesModel } from '../../model/connector-model.ts';
import type { Fix, Rule } from '../../rule.ts';
import { hasPolicy } from './operation-policies.ts';

const PAGED = '{ "paths": { "/items/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "nextLink" } } } } }';

export const pageableWithoutPolicy: Rule = {
  id: 'pageable-without-policy',
  severity: 'warning',
  profile: 'build',
  title: 'An operation with `x-ms-pageable` has the policy `updatenextlink`.',
  explanation: 'The link to the next page leads to the service itself. The policy `updatenextlink` rewrites it to go through the connector; without it the second page is asked for without the connection\'s credentials.',
  source: 'apiDefinition.swagger.schema.json, nextLinkName: "Be sure to use the policy template (id: updatenextlink) to enable the correct routing of this link"; counted in published connectors.',
  published: 10,
  bad: { definition: PAGED },
  good: {
    definition: PAGED,
    properties: '{ "properties": { "policyTemplateInstances": [{ "templateId": "updatenextlink", "title": "Next page", "parameters": { "x-ms-apimTemplateParameter.nextLinkPropertyName": "nextLink", "x-ms-apimTemplate-operationName": ["GetItem"] } }] } }',
  },
  check: ({ definition, properties }, report) => {
    if (!definition || !properties?.node) return;
    for (const operation of definition.operations) {
      const member = memberOf(operation.node, 'x-ms-pageable');
      if (!member || hasPolicy(properties, 'updatenextlink', operation.id)) continue;
      report({
        file: 'definition',
        range: member.keyRange,
        message: `No policy "updatenextlink" leads the next page of "${operation.id ?? operation.member.key}" through the connector. Add one to apiProperties.`,
        fixes: () => fixesFor(properties, operation, textOf(valueOf(member.value, 'nextLinkName'))),
      });
    }
  },
};

function fixesFor({ document, node, policiesMember }: PropertiesModel, { id }: OperationView, link: string | undefined): Fix[] {
  if (id === undefined || link === undefined || !node) return [];
  const policy = {
    templateId: 'updatenextlink',
    title: `Next page of ${id}`,
    parameters: { 'x-ms-apimTemplateParameter.nextLinkPropertyName': link, 'x-ms-apimTemplate-operationName': [id] },
  };
  if (policiesMember && policiesMember.value.kind !== 'array') return [];
  const edits = policiesMember ? insertItem(document, policiesMember.value, policy) : insertMember(document, node, 'policyTemplateInstances', [policy]);
  return edits.length === 0 ? [] : [fileFix('properties', 'Add the policy "updatenextlink"', false, edits)];
}
