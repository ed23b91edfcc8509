import { memberOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { mayLackContent } from './lost-content.ts';
import { metadataMember } from './connector-metadata.ts';

export const connectorMetadataMissing: Rule = {
  id: 'connector-metadata-missing',
  severity: 'warning',
  profile: 'certify',
  title: 'A connector for certification has `x-ms-connector-metadata`.',
  explanation: 'Website, privacy policy and categories stand at the root of the definition and are shown on the connector\'s documentation page.',
  source: 'Certification validator ("The \'x-ms-connector-metadata\' property is required", PowerPlatformConnectors pull request 1095); learn.microsoft.com, custom connectors, certification-submission.',
  published: 55,
  bad: { definition: '{ "x-ms-connector-metadata": null }' },
  good: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://shelf.contoso.com" }, { "propertyName": "Privacy policy", "propertyValue": "https://shelf.contoso.com/privacy" }, { "propertyName": "Categories", "propertyValue": "Productivity" }] }' },
  check: ({ definition }, report) => {
    if (!definition || mayLackContent(definition.document)) return;
    const member = metadataMember(definition);
    if (member?.value.kind === 'array') return;
    const { start } = definition.root.range;
    const elsewhere = memberOf(memberOf(definition.root, 'info')?.value, 'x-ms-connector-metadata');
    const advice = elsewhere ? 'It stands in info, but belongs at the root.' : 'Add it with Website, Privacy policy and Categories.';
    const range = member?.keyRange ?? elsewhere?.keyRange ?? { start, end: start + 1 };
    report({ file: 'definition', range, message: `Certification asks for the list "x-ms-connector-metadata" at the root of the definition. ${advice}` });
  },
};
