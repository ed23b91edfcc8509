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

export const rules: readonly Rule[] = [
  ...documentRules,
  schemaRule,
  ...operationRules,
  ...schemaRules,
  ...dynamicRules,
  ...triggerRules,
  ...propertiesRules,
  ...securityRules,
  ...identityRules,
  ...policyRules,
  ...scriptRules,
  ...certificationRules,
];
