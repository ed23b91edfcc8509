import { insertMember, removeMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import { filledText, memberLike, textOf } from '../../model/nodes.ts';
import { claimOwner, isOAuthType } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';

export const connectionParameterDisplayName: Rule = {
  id: 'connection-parameter-display-name',
  severity: 'information',
  profile: 'build',
  title: 'A connection parameter has a name to show.',
  explanation: '`uiDefinition.displayName` is the label of the field in which the maker of a connection types the value. Without it there is a field without a name.',
  source: 'learn.microsoft.com, custom connectors, connection parameters; parameters other than sign-ins have one in all published connectors but one.',
  published: 3,
  bad: { properties: '{ "properties": { "connectionParameters": { "region": { "type": "string", "uiDefinition": null } } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "region": { "type": "string", "uiDefinition": { "displayName": "Region" } } } } }' },
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document } = properties;
    for (const { name, member, node, type, uiDefinition, constraints } of properties.parameters) {
      // A claim such as token:TenantId is filled by the platform.
      if (claimOwner(name) !== undefined || isHidden(textOf(memberLike(constraints, 'hidden')?.value), memberLike(constraints, 'hidden')?.value.value)) continue;
      if (uiDefinition?.kind === 'object' && (filledText(uiDefinition, 'displayName') !== undefined || textOf(memberLike(uiDefinition, 'displayName')?.value)?.trim())) continue;
      const owner = memberLike(node, 'uiDefinition');
      if (isOAuthType(type)) {
        // A sign-in has a button of its own and most leave uiDefinition out, but null is no object.
        if (uiDefinition?.kind !== 'null' || !owner) continue;
        const fixes = (): Fix[] => [{ title: 'Remove "uiDefinition"', safe: true, changes: [{ file: 'properties', edits: removeMember(document, node, owner) }] }];
        report({ file: 'properties', range: owner.value.range, message: `The uiDefinition of "${name}" must be an object. Remove it, or give it a displayName.`, fixes });
        continue;
      }
      const label = readable(name);
      const fixes = (): Fix[] => {
        const named = { displayName: label };
        const shown = memberLike(uiDefinition, 'displayName');
        const edits = !owner ? insertMember(document, node, 'uiDefinition', named)
          : uiDefinition?.kind !== 'object' ? replaceMemberValue(document, node, owner, named)
            : shown ? replaceMemberValue(document, uiDefinition, shown, label) : insertMember(document, uiDefinition, 'displayName', label);
        return [{ title: `Name it "${label}"`, safe: false, changes: [{ file: 'properties', edits }] }];
      };
      report({ file: 'properties', range: owner?.keyRange ?? member.keyRange, message: `The connection parameter "${name}" has no displayName, so the field for it has no label. Add one to its uiDefinition.`, fixes });
    }
  },
};

function isHidden(text: string | undefined, value: unknown): boolean {
  return text?.toLowerCase() === 'true' || value === true;
}

/** `api_key` → `Api key`. */
function readable(name: string): string {
  const words = name.replace(/[_:-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
