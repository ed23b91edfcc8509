import { renameKey, replaceScalar } from '../../fixes/node-edits.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { METADATA_NAMES, metadataOf } from './connector-metadata.ts';

export const connectorMetadataName: Rule = {
  id: 'connector-metadata-name',
  severity: 'information',
  profile: 'certify',
  title: 'The names in `x-ms-connector-metadata` are written as the template has them.',
  explanation: 'The submission guide asks not to change the names: `Website`, `Privacy policy` with a small p, and `Categories`; and the keys `propertyName` and `propertyValue`. Many published connectors write "Privacy Policy", so the validator takes it.',
  source: 'learn.microsoft.com, custom connectors, certification-submission ("don\'t change the propertyName"); template of PowerPlatformConnectors.',
  published: 84,
  bad: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://shelf.contoso.com" }, { "propertyName": "Privacy Policy", "propertyValue": "https://shelf.contoso.com/privacy" }, { "propertyName": "Categories", "propertyValue": "Productivity" }] }' },
  good: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://shelf.contoso.com" }, { "propertyName": "Privacy policy", "propertyValue": "https://shelf.contoso.com/privacy" }, { "propertyName": "Categories", "propertyValue": "Productivity" }] }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { name, nameMember, valueMember } of metadataOf(definition)) {
      for (const [member, key] of [[nameMember, 'propertyName'], [valueMember, 'propertyValue']] as const) {
        if (!member || member.key === key) continue;
        const fixes = (): Fix[] => [{ title: `Rename to "${key}"`, safe: true, changes: [{ file: 'definition', edits: renameKey(document, member, key) }] }];
        report({ file: 'definition', range: member.keyRange, message: `The key is written "${key}".`, fixes });
      }
      if (!nameMember || name === undefined || METADATA_NAMES.some((known) => known === name)) continue;
      const near = nearest(name.trim(), METADATA_NAMES) ?? METADATA_NAMES.find((known) => known === name.trim());
      if (near === undefined) {
        report({ file: 'definition', range: nameMember.value.range, message: `Certification does not know "${name}". It takes ${METADATA_NAMES.join(', ')}.` });
        continue;
      }
      const fixes = (): Fix[] => [{ title: `Write "${near}"`, safe: true, changes: [{ file: 'definition', edits: replaceScalar(document, nameMember.value, near) }] }];
      report({ file: 'definition', range: nameMember.value.range, message: `The name is written "${near}".`, fixes });
    }
  },
};
