import { certificationMutations } from './certify.ts';
import { documentMutations } from './document.ts';
import { dynamicMutations } from './dynamic.ts';
import { identityMutations } from './identity.ts';
import type { Mutation } from './mutation.ts';
import { operationMutations } from './operations.ts';
import { policyMutations } from './policies.ts';
import { propertiesMutations } from './properties.ts';
import { schemaKindMutations } from './schema-kinds.ts';
import { schemaMutations } from './schemas.ts';
import { scriptMutations } from './script.ts';
import { securityMutations } from './security.ts';
import { triggerMutations } from './triggers.ts';

export const mutations: readonly Mutation[] = [
  ...documentMutations, ...schemaKindMutations, ...operationMutations, ...schemaMutations, ...dynamicMutations, ...triggerMutations, ...propertiesMutations,
  ...securityMutations, ...identityMutations, ...policyMutations, ...scriptMutations, ...certificationMutations,
];
