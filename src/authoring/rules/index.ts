/** All rules, in the order in which docs/rules.md lists them. */
import type { Rule } from '../rule.ts';
import { certificationRules } from './certify/index.ts';
import { documentRules } from './document/index.ts';
import { dynamicRules } from './dynamic/index.ts';
import { identityRules } from './identity/index.ts';
import { operationRules } from './operations/index.ts';
import { policyRules } from './policies/index.ts';
import { propertiesRules } from './properties/index.ts';
import { schemaRule } from './schema/schema.ts';
import { schemaRules } from './schemas/index.ts';
import { scriptRules } from './script/index.ts';
import { securityRules } from './security/index.ts';
import { triggerRules } from './triggers/index.ts';

export interface RuleTopic {
  readonly title: string;
  readonly rules: readonly Rule[];
}

export const ruleTopics: readonly RuleTopic[] = [
  { title: 'Files and the root of a definition', rules: [...documentRules, schemaRule] },
  { title: 'Operations, parameters and responses', rules: operationRules },
  { title: 'Schemas and extensions', rules: schemaRules },
  { title: 'Dynamic values, lists and schemas', rules: dynamicRules },
  { title: 'Triggers', rules: triggerRules },
  { title: 'Connector properties', rules: propertiesRules },
  { title: 'Security', rules: securityRules },
  { title: 'Managed identity', rules: identityRules },
  { title: 'Policies', rules: policyRules },
  { title: 'Scripts', rules: scriptRules },
  { title: 'Certification', rules: certificationRules },
];

export const rules: readonly Rule[] = ruleTopics.flatMap((topic) => topic.rules);
