import { extension } from '../../catalogue/extensions.ts';
import type { Rule } from '../../rule.ts';
import { meantExtension, unknownExtensions } from './extension-places.ts';
import { withField } from './schema-example.ts';

export const extensionUnknown: Rule = {
  id: 'extension-unknown',
  severity: 'hint',
  profile: 'build',
  title: 'An `x-ms-*` extension is one that is known.',
  explanation: 'Nothing is known of this name: neither Microsoft\'s documentation and schema nor the published connectors have it. It may be new, or made up. Names of your own begin with `x-` and not with `x-ms-`.',
  source: 'Names of learn.microsoft.com, custom connectors, OpenAPI extensions, of apiDefinition.swagger.schema.json and of published connectors.',
  published: 2,
  bad: withField({ type: 'string', 'x-ms-tooltip': 'The size.' }),
  good: withField({ type: 'string', 'x-tooltip': 'The size.' }),
  check: ({ definition }, report) => {
    for (const use of definition ? unknownExtensions(definition) : []) {
      if (!use.name.startsWith('x-ms-') || extension(use.name) || meantExtension(use) !== undefined) continue;
      report({ file: 'definition', range: use.member.keyRange, message: `Nothing is known of the extension "${use.name}"; it may have no effect. If it is your own, let its name begin with x- alone.` });
    }
  },
};
