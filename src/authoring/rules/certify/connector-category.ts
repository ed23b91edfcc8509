import { replaceScalar } from '../../fixes/node-edits.ts';
import { rangeWithin } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { CATEGORIES, metadataEntry, MOST_CATEGORIES } from './connector-metadata.ts';

const KNOWN: ReadonlySet<string> = new Set(CATEGORIES);

export const connectorCategory: Rule = {
  id: 'connector-category',
  severity: 'warning',
  profile: 'certify',
  title: 'Categories are one or two of Microsoft\'s list, with semicolons between them.',
  explanation: `The list: ${CATEGORIES.join(', ')}.`,
  source: 'Certification validator, InvalidConnectorCategory and TooManyConnectorCategories; the list in learn.microsoft.com, custom connectors, certification-submission, product metadata.',
  published: 3,
  bad: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://shelf.contoso.com" }, { "propertyName": "Privacy policy", "propertyValue": "https://shelf.contoso.com/privacy" }, { "propertyName": "Categories", "propertyValue": "Productivity;Shelves" }] }' },
  good: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://shelf.contoso.com" }, { "propertyName": "Privacy policy", "propertyValue": "https://shelf.contoso.com/privacy" }, { "propertyName": "Categories", "propertyValue": "Productivity;Data" }] }' },
  check: ({ definition }, report) => {
    const entry = metadataEntry(definition, 'Categories');
    const node = entry?.valueMember?.value;
    const value = entry?.value;
    if (!definition || !node || value === undefined || value.trim() === '') return;
    const { document } = definition;
    const write = (text: string): Fix => ({ title: `Write "${text}"`, safe: true, changes: [{ file: 'definition', edits: replaceScalar(document, node, text) }] });
    const commas = value.split(',').map((part) => part.trim());
    if (commas.length > 1 && commas.every((part) => KNOWN.has(part))) {
      report({ file: 'definition', range: node.range, message: 'Categories are separated by semicolons.', fixes: () => [write(commas.join(';'))] });
      return;
    }
    let start = 0;
    // All are written at once, whichever of the findings is mended.
    let mended: string | undefined;
    const allMended = (): string => (mended ??= parts.map(({ part, name }) => (KNOWN.has(name) ? part : part.replace(name, () => nearest(name, CATEGORIES) ?? name))).join(';'));
    const parts = value.split(';').map((part) => {
      const at = start;
      start += part.length + 1;
      return { part, name: part.trim(), start: at + part.length - part.trimStart().length };
    });
    for (const { name, start: at } of parts) {
      if (name === '' || KNOWN.has(name)) continue;
      const near = nearest(name, CATEGORIES);
      const advice = near === undefined ? `Write one of ${CATEGORIES.join(', ')}.` : `Is "${near}" meant?`;
      const fixes = (): Fix[] => (near === undefined ? [] : [write(allMended())]);
      report({ file: 'definition', range: rangeWithin(document, node, at, at + name.length), message: `Certification has no category "${name}". ${advice}`, fixes });
    }
    if (parts.filter(({ name }) => name !== '').length > MOST_CATEGORIES) report({ file: 'definition', range: node.range, message: `A connector has at most ${MOST_CATEGORIES} categories. Leave the others out.` });
  },
};
