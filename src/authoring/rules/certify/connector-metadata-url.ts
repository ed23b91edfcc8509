import { replaceScalar } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { metadataEntry } from './connector-metadata.ts';
import { isAbsoluteUrl, isHttps } from './web-address.ts';

export const connectorMetadataUrl: Rule = {
  id: 'connector-metadata-url',
  severity: 'information',
  profile: 'certify',
  title: 'Website and privacy policy are https URLs.',
  explanation: 'Both are links on the connector\'s documentation page. A text that is no absolute URL is refused; `http` is taken, but users get a page that can be tampered with.',
  source: 'Certification validator, UrlNotValid (learn.microsoft.com, custom connectors, certification-swagger-validator-rules).',
  published: 31,
  bad: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "http://shelf.contoso.com" }, { "propertyName": "Privacy policy", "propertyValue": "https://shelf.contoso.com/privacy" }, { "propertyName": "Categories", "propertyValue": "Productivity" }] }' },
  good: { definition: '{ "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://shelf.contoso.com" }, { "propertyName": "Privacy policy", "propertyValue": "https://shelf.contoso.com/privacy" }, { "propertyName": "Categories", "propertyValue": "Productivity" }] }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const name of ['Website', 'Privacy policy'] as const) {
      const entry = metadataEntry(definition, name);
      const node = entry?.valueMember?.value;
      const url = entry?.value;
      // A missing one has its own finding.
      if (!node || url === undefined || url.trim() === '') continue;
      if (!isAbsoluteUrl(url)) {
        const near = /^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(url) ? `https://${url}` : undefined;
        const fixes = (): Fix[] => (near === undefined ? [] : [{ title: `Write "${near}"`, safe: false, changes: [{ file: 'definition', edits: replaceScalar(definition.document, node, near) }] }]);
        report({ file: 'definition', range: node.range, severity: 'warning', message: `"${url}" is no absolute URL. Begin it with https://.`, fixes });
      } else if (!isHttps(url)) {
        const fixes = (): Fix[] => [{ title: 'Write https', safe: false, changes: [{ file: 'definition', edits: replaceScalar(definition.document, node, url.replace(/^(\s*)http:/i, '$1https:')) }] }];
        report({ file: 'definition', range: node.range, message: `"${name}" is an http URL. Write https if the site answers there.`, fixes });
      }
    }
  },
};
