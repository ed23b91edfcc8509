import type { SyntaxDocument, SyntaxNode } from '../../../connector/syntax-node.ts';
import { fileFixes } from '../../fixes/file-fix.ts';
import { removeItem, replaceScalar } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

/** The others that OpenAPI 2.0 has. What is none of them is told by the schema of definitions. */
const INSECURE_OR_SOCKETS: ReadonlySet<unknown> = new Set(['http', 'ws', 'wss']);

export const schemesHttps: Rule = {
  id: 'schemes-https',
  severity: 'warning',
  profile: 'build',
  title: 'The API is called by https, and by nothing else.',
  explanation: 'Whatever is sent by plain `http`, keys and tokens included, can be read on the way. The platform takes the first scheme, so an `http` behind `https` says nothing and misleads.',
  source: 'Custom connector checklist of rwilson504 (power-platform-custom-connector); paconn 0.0.21 upsert.py takes the first scheme.',
  published: 18,
  bad: { definition: '{ "schemes": ["https", "http"] }' },
  good: { definition: '{ "schemes": ["https"] }' },
  check: ({ definition, properties }, report) => {
    const schemes = valueOf(definition?.root, 'schemes');
    // Behind an on-premises gateway the API is in the company's own network.
    if (!definition || schemes?.kind !== 'array' || properties?.parameters.some(({ type }) => type?.toLowerCase() === 'gatewaysetting')) return;
    const { document } = definition;
    const items = schemes.items ?? [];
    const secure = items.findIndex((item) => item.value === 'https');
    items.forEach((item, index) => {
      if (!INSECURE_OR_SOCKETS.has(item.value)) return;
      const fixes = (): Fix[] => (secure < 0 ? intoHttps(document, item) : fileFixes('definition', 'Remove it', secure < index, removeItem(document, schemes, item)));
      report({ file: 'definition', range: item.range, message: messageFor(item, secure, index), fixes });
    });
  },
};

function messageFor(item: SyntaxNode, secure: number, index: number): string {
  if (item.value !== 'http') return 'Connectors do not speak over web sockets. Write "https".';
  if (secure < 0) return 'The API is called by plain http, so that keys and tokens can be read on the way. Write "https" if the API can be called so.';
  return secure < index ? 'The platform takes the first scheme, so this one says nothing. Remove it.' : 'The platform takes the first scheme and calls the API by plain http, so that keys and tokens can be read on the way. Remove it: https follows.';
}

function intoHttps(document: SyntaxDocument, item: SyntaxNode): Fix[] {
  return fileFixes('definition', 'Write "https"', false, replaceScalar(document, item, 'https'));
}
