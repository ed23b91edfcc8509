import { renameFix } from '../../fixes/definition-fix.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { meantExtension, unknownExtensions } from './extension-places.ts';
import { withField } from './schema-example.ts';

export const extensionMisspelt: Rule = {
  id: 'extension-misspelt',
  severity: 'warning',
  profile: 'build',
  title: 'The name of an extension is spelt right.',
  explanation: 'An `x-ms-*` name that nobody knows is ignored without a word: with `x-ms-visibilty` a field that should be hidden is shown.',
  source: 'Names of learn.microsoft.com, custom connectors, OpenAPI extensions, and of apiDefinition.swagger.schema.json; slips found in published connectors, such as x-ms-sumamry and x-ms-enum-value.',
  published: 12,
  bad: withField({ type: 'string', 'x-ms-visibilty': 'advanced' }),
  good: withField({ type: 'string', 'x-ms-visibility': 'advanced' }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const use of unknownExtensions(definition)) {
      const meant = meantExtension(use);
      if (meant === undefined) continue;
      const { member, owner } = use;
      const isThere = memberOf(owner, meant) !== undefined;
      const fixes = (): Fix[] => (isThere ? [] : [renameFix(document, member, meant, false)]);
      const advice = isThere ? `"${meant}" stands here as well: remove one of them.` : `Is "${meant}" meant?`;
      report({ file: 'definition', range: member.keyRange, message: `No extension has the name "${use.name}", so it is ignored. ${advice}`, fixes });
    }
  },
};
