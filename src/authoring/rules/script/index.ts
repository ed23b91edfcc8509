import type { Rule } from '../../rule.ts';
import { scriptClassMissing } from './script-class-missing.ts';
import { scriptFileMissing } from './script-file-missing.ts';
import { scriptOperationUnknown } from './script-operation-unknown.ts';
import { scriptOperationUnlisted } from './script-operation-unlisted.ts';
import { scriptOperationsEmpty } from './script-operations-empty.ts';
import { scriptOperationsMissing } from './script-operations-missing.ts';
import { scriptOperationsUnknown } from './script-operations-unknown.ts';

export const scriptRules: readonly Rule[] = [
  scriptFileMissing,
  scriptOperationsMissing,
  scriptOperationsEmpty,
  scriptOperationsUnknown,
  scriptOperationUnknown,
  scriptOperationUnlisted,
  scriptClassMissing,
];
