import { memberOf, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { isBroken, isMisspelt, isOpenApi3 } from './openapi-properties.ts';

export const hostMissing: Rule = {
  id: 'host-missing',
  severity: 'error',
  profile: 'build',
  title: 'The definition names the host of the API.',
  explanation: 'The platform makes the address of the API from `schemes`, `host` and `basePath`. Even where a policy sets the address for each connection, it wants a host here.',
  source: 'paconn 0.0.21 upsert.py makes the service URL of it; no published connector lacks it.',
  published: 0,
  bad: { definition: '{ "host": "" }' },
  good: { definition: '{ "host": "shelf.contoso.com" }' },
  check: ({ definition }, report) => {
    if (!definition || isOpenApi3(definition)) return;
    const { root } = definition;
    const host = memberOf(root, 'host');
    if (host) {
      if (host.value.kind !== 'string') report({ file: 'definition', range: host.value.range, message: 'The host must be text, such as "api.contoso.com".' });
      else if ((textOf(host.value) ?? '').trim() === '') report({ file: 'definition', range: host.value.range, message: 'The host is empty. Write the name of the server that the API runs on, such as "api.contoso.com".' });
      return;
    }
    if (isMisspelt(root, 'root', 'host') || isBroken(definition)) return;
    report({ file: 'definition', range: { start: root.range.start, end: root.range.start + 1 }, message: 'The definition has no "host", so the platform does not know where the API is. Add the name of the server, such as "api.contoso.com".' });
  },
};
