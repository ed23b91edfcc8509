import type { Rule } from '../../rule.ts';
import { METADATA_NAMES, metadataEntry, metadataMember } from './connector-metadata.ts';

export const connectorMetadataIncomplete: Rule = {
  id: 'connector-metadata-incomplete',
  severity: 'warning',
  profile: 'certify',
  title: '`x-ms-connector-metadata` has Website, Privacy policy and Categories.',
  explanation: 'All three are needed, each with a value.',
  source: 'Certification validator, ConnectorMetadataPropertiesMissing (learn.microsoft.com, custom connectors, certification-swagger-validator-rules). Of the published connectors, 3 have no categories, 2 no privacy policy and 1 no website.',
  published: 3,
  bad: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://shelf.contoso.com" }, { "propertyName": "Categories", "propertyValue": "Productivity" }] }' },
  good: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://shelf.contoso.com" }, { "propertyName": "Privacy policy", "propertyValue": "https://shelf.contoso.com/privacy" }, { "propertyName": "Categories", "propertyValue": "Productivity" }] }' },
  check: ({ definition }, report) => {
    const member = metadataMember(definition);
    if (member?.value.kind !== 'array') return;
    for (const name of METADATA_NAMES) {
      const entry = metadataEntry(definition, name);
      if (!entry) report({ file: 'definition', range: member.keyRange, message: `The connector's metadata lack "${name}". Add an object with propertyName "${name}" and a propertyValue.` });
      else if ((entry.value ?? '').trim() === '') report({ file: 'definition', range: entry.valueMember?.value.range ?? entry.nameMember?.value.range ?? entry.node.range, message: `"${name}" has no value. Write one as its propertyValue.` });
    }
  },
};
