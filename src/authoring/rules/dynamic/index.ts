import type { Rule } from '../../rule.ts';
import { capabilityArgumentMissing } from './capability-argument-missing.ts';
import { capabilityOperationUnknown } from './capability-operation-unknown.ts';
import { dynamicArgumentMissing } from './dynamic-argument-missing.ts';
import { dynamicArgumentUnknown } from './dynamic-argument-unknown.ts';
import { dynamicNotObject } from './dynamic-not-object.ts';
import { dynamicOperationUnknown } from './dynamic-operation-unknown.ts';
import { dynamicPathUnknown } from './dynamic-path-unknown.ts';
import { dynamicReferenceUnknown } from './dynamic-reference-unknown.ts';
import { dynamicTwinMissing } from './dynamic-twin-missing.ts';
import { dynamicValuePathMissing } from './dynamic-value-path-missing.ts';

export const dynamicRules: readonly Rule[] = [
  dynamicNotObject,
  dynamicOperationUnknown,
  dynamicArgumentUnknown,
  dynamicArgumentMissing,
  dynamicReferenceUnknown,
  dynamicPathUnknown,
  dynamicValuePathMissing,
  dynamicTwinMissing,
  capabilityOperationUnknown,
  capabilityArgumentMissing,
];
