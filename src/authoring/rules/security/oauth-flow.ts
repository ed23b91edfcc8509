import { replaceScalar } from '../../fixes/node-edits.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const oauthFlow: Rule = {
  id: 'oauth-flow',
  severity: 'warning',
  profile: 'build',
  title: 'An OAuth scheme has the flow `accessCode`.',
  explanation: 'Connections are made by the authorization code flow. The definition should say so: `implicit`, `password` and `application` describe another way than the one that is used.',
  source: 'learn.microsoft.com, custom connectors, security (authorization code flow); microsoft/PowerPlatformConnectors#3856.',
  published: 3,
  bad: oauthExample('oauth2', {}, { scheme: { flow: 'implicit', tokenUrl: undefined } }),
  good: oauthExample('oauth2'),
  check: ({ definition }, report) => {
    for (const { value: scheme } of definition?.securitySchemes.values() ?? []) {
      const node = valueOf(scheme, 'flow');
      const flow = textOf(node);
      if (!definition || !node || flow === undefined || flow === 'accessCode' || textOf(valueOf(scheme, 'type')) !== 'oauth2') continue;
      const complete = valueOf(scheme, 'authorizationUrl') && valueOf(scheme, 'tokenUrl');
      const fixes = (): Fix[] => [{ title: 'Write "accessCode"', safe: flow.toLowerCase() === 'accesscode', changes: [{ file: 'definition', edits: replaceScalar(definition.document, node, 'accessCode') }] }];
      report({ file: 'definition', range: node.range, message: `Connections are made by the authorization code flow, not by "${flow}". Write accessCode${complete ? '' : ', and give authorizationUrl and tokenUrl'}.`, fixes });
    }
  },
};
