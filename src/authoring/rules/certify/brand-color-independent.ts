import { memberLike, textOf } from '../../model/nodes.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { ConnectorFiles } from '../../../connector/connector.ts';
import type { Fix, Rule } from '../../rule.ts';

const COLOR = '#da3b01';

export const brandColorIndependent: Rule = {
  id: 'brand-color-independent',
  severity: 'warning',
  profile: 'certify',
  title: 'Connectors of independent publishers have the brand color #da3b01.',
  explanation: 'Microsoft gives the connectors of independent publishers one icon and one color. Only a connector below a folder `independent-publisher-connectors`, as in Microsoft\'s repository, is known to be one.',
  source: 'README and pull request template of PowerPlatformConnectors; learn.microsoft.com, custom connectors, certification-submission.',
  published: 0,
  bad: { properties: '{ "properties": { "iconBrandColor": "#2b5797" } }', parent: 'independent-publisher-connectors' },
  good: { properties: '{ "properties": { "iconBrandColor": "#da3b01" } }', parent: 'independent-publisher-connectors' },
  check: ({ properties, files }, report) => {
    const node = memberLike(properties?.node, 'iconBrandColor')?.value;
    const color = textOf(node);
    // A color that is none is another fault.
    if (!properties || !node || color === undefined || !/^#[\da-f]{6}$/i.test(color) || !isIndependent(files) || color.toLowerCase() === COLOR) return;
    const fixes = (): Fix[] => [{ title: `Write "${COLOR}"`, safe: true, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, COLOR) }] }];
    report({ file: 'properties', range: node.range, message: `Connectors of independent publishers have the brand color ${COLOR}. Write that in place of ${color}.`, fixes });
  },
};

function isIndependent({ folder }: ConnectorFiles): boolean {
  return /\/independent-publisher-connectors\//i.test(folder);
}
