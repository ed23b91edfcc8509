import { memberLike, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';

const RESERVED: ReadonlyMap<string, string> = new Map([['#007ee5', 'the default of new connectors'], ['#ffffff', 'white']]);

export const brandColorReserved: Rule = {
  id: 'brand-color-reserved',
  severity: 'warning',
  profile: 'certify',
  title: 'The brand color is neither white nor the default blue.',
  explanation: '`iconBrandColor` is the background of the icon and of the action\'s header. Certification refuses #ffffff and the default #007ee5.',
  source: 'learn.microsoft.com, custom connectors, certification-submission, icon; pull request template of PowerPlatformConnectors.',
  published: 11,
  bad: { properties: '{ "properties": { "iconBrandColor": "#007ee5" } }' },
  good: { properties: '{ "properties": { "iconBrandColor": "#2b5797" } }' },
  check: ({ properties }, report) => {
    const node = memberLike(properties?.node, 'iconBrandColor')?.value;
    const color = textOf(node);
    const what = color === undefined ? undefined : RESERVED.get(color.trim().toLowerCase());
    if (node && what !== undefined) report({ file: 'properties', range: node.range, message: `The brand color ${color} is ${what}, and certification refuses it. Write the color of your icon's background.` });
  },
};
