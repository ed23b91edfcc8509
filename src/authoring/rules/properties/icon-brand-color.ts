import { insertMember, replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

const COLOR = /^#[0-9a-f]{6}$/i;
/** What independent publishers must use, and four of ten connectors do. */
const USUAL = '#da3b01';

export const iconBrandColor: Rule = {
  id: 'icon-brand-color',
  severity: 'error',
  profile: 'build',
  title: '`iconBrandColor` is there and has the form `#rrggbb`.',
  explanation: 'The colour stands behind the connector\'s icon wherever it is shown. The service needs it in six hexadecimal digits after `#`; names of colours, three digits and transparency are not read.',
  source: 'schemas/paconn-apiProperties.schema.json, required; all 1,034 published connectors have one in this form.',
  published: 0,
  bad: { properties: '{ "properties": { "iconBrandColor": "2b5797" } }' },
  good: { properties: '{ "properties": { "iconBrandColor": "#2b5797" } }' },
  check: ({ properties }, report) => {
    if (!properties?.node) return;
    const { document, root, node } = properties;
    const member = memberLike(node, 'iconBrandColor');
    if (!member) {
      const owner = memberLike(root, 'properties');
      const fixes = (): Fix[] => [{ title: `Add "iconBrandColor": "${USUAL}"`, safe: false, changes: [{ file: 'properties', edits: insertMember(document, node, 'iconBrandColor', USUAL) }] }];
      report({ file: 'properties', range: owner?.keyRange ?? node.range, message: 'The colour of the icon is missing. Add "iconBrandColor" with six hexadecimal digits, as in "#da3b01".', fixes });
      return;
    }
    const { value } = member;
    const text = textOf(value);
    if (text !== undefined && COLOR.test(text)) return;
    const mended = text === undefined ? undefined : mend(text);
    const fixes = (): Fix[] => (mended === undefined ? [] : [{ title: `Write "${mended}"`, safe: true, changes: [{ file: 'properties', edits: replaceScalar(document, value, mended) }] }]);
    const range = value.kind === 'object' || value.kind === 'array' ? member.keyRange : value.range;
    report({ file: 'properties', range, message: `The colour of the icon must be text of "#" and six hexadecimal digits${mended === undefined ? ', as in "#da3b01".' : `: "${mended}".`}`, fixes });
  },
};

/** `abc` → `#aabbcc`, `0x2B5797` → `#2B5797`, `#2b5797ff` → `#2b5797`; undefined for what is no colour in digits. */
function mend(text: string): string | undefined {
  const digits = text.trim().replace(/^(?:#|0x)/i, '');
  if (/^(?:[0-9a-f]{6}|[0-9a-f]{8})$/i.test(digits)) return `#${digits.slice(0, 6)}`;
  return /^[0-9a-f]{3,4}$/i.test(digits) ? `#${digits.slice(0, 3).replace(/./g, '$&$&')}` : undefined;
}
