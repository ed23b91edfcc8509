import { nearest } from '../../nearest.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';

export const policyOperationUnknown: Rule = {
  id: 'policy-operation-unknown',
  severity: 'warning',
  profile: 'build',
  title: 'A policy names operations that exist.',
  explanation: 'A policy whose `x-ms-apimTemplate-operationName` names an operation that the definition does not have is never applied to it. Ids are compared exactly.',
  source: 'Cross-file check; 12 of 1,381 references in published connectors name nothing.',
  published: 5,
  bad: { properties: '{ "properties": { "policyTemplateInstances": [{ "templateId": "setheader", "title": "Accept", "parameters": { "x-ms-apimTemplateParameter.name": "Accept", "x-ms-apimTemplateParameter.value": "application/json", "x-ms-apimTemplateParameter.existsAction": "override", "x-ms-apimTemplate-policySection": "Request", "x-ms-apimTemplate-operationName": ["Getitem"] } }] } }' },
  good: { properties: '{ "properties": { "policyTemplateInstances": [{ "templateId": "setheader", "title": "Accept", "parameters": { "x-ms-apimTemplateParameter.name": "Accept", "x-ms-apimTemplateParameter.value": "application/json", "x-ms-apimTemplateParameter.existsAction": "override", "x-ms-apimTemplate-policySection": "Request", "x-ms-apimTemplate-operationName": ["GetItem"] } }] } }' },
  check: ({ definition, properties, operationIdUses }, report) => {
    if (!definition || !properties) return;
    const { document } = properties;
    for (const { kind, id, node } of operationIdUses) {
      if (kind !== 'policy' || !node || definition.operationsById.has(id)) continue;
      const near = nearest(id, definition.operationsById.keys());
      const fixes = (): Fix[] => (near === undefined ? [] : [{ title: `Write "${near}"`, safe: near.toLowerCase() === id.toLowerCase(), changes: [{ file: 'properties', edits: replaceScalar(document, node, near) }] }]);
      const advice = near === undefined ? 'Remove it, or name an operation of the definition.' : `Is "${near}" meant?`;
      report({ file: 'properties', range: node.range, message: `No operation of the definition has the id "${id}", so the policy does not apply to it. ${advice}`, fixes });
    }
  },
};
