import type { Rule } from '../../rule.ts';
import { capabilityUnknown } from './capability-unknown.ts';
import { connectionParameterDisplayName } from './connection-parameter-display-name.ts';
import { connectionParameterKeyUnknown } from './connection-parameter-key-unknown.ts';
import { connectionParameterName } from './connection-parameter-name.ts';
import { connectionParameterType } from './connection-parameter-type.ts';
import { constraintText } from './constraint-text.ts';
import { iconBrandColor } from './icon-brand-color.ts';
import { legacyScript } from './legacy-script.ts';
import { propertiesKeyCase } from './properties-key-case.ts';
import { propertiesKeyUnknown } from './properties-key-unknown.ts';
import { propertiesMissing } from './properties-missing.ts';
import { propertiesRoot } from './properties-root.ts';
import { secretParameterClearText } from './secret-parameter-clear-text.ts';
import { secretParameterText } from './secret-parameter-text.ts';
import { stackOwnerWithPaconn } from './stack-owner-with-paconn.ts';
import { uiDefinitionKeyUnknown } from './ui-definition-key-unknown.ts';

export const propertiesRules: readonly Rule[] = [
  propertiesMissing,
  propertiesRoot,
  propertiesKeyUnknown,
  propertiesKeyCase,
  iconBrandColor,
  capabilityUnknown,
  legacyScript,
  stackOwnerWithPaconn,
  connectionParameterName,
  connectionParameterType,
  connectionParameterKeyUnknown,
  connectionParameterDisplayName,
  uiDefinitionKeyUnknown,
  constraintText,
  secretParameterText,
  secretParameterClearText,
];
