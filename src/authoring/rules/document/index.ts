import type { Rule } from '../../rule.ts';
import { basePathForm } from './base-path-form.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import { definitionSize } from './definition-size.ts';
import { documentSyntax } from './document-syntax.ts';
import { duplicateKey } from './duplicate-key.ts';
import { fileMissing } from './file-missing.ts';
import { fileObject } from './file-object.ts';
import { hostForm } from './host-form.ts';
import { hostMissing } from './host-missing.ts';
import { hostNotProduction } from './host-not-production.ts';
import { hostPlaceholder } from './host-placeholder.ts';
import { jsonComment } from './json-comment.ts';
import { jsonTrailingComma } from './json-trailing-comma.ts';
import { openapi3Construct } from './openapi3-construct.ts';
import { pathDoubleSlash } from './path-double-slash.ts';
import { pathForm } from './path-form.ts';
import { pathsEquivalent } from './paths-equivalent.ts';
import { propertyMissing } from './property-missing.ts';
import { propertyUnknown } from './property-unknown.ts';
import { replacementCharacter } from './replacement-character.ts';
import { schemesHttps } from './schemes-https.ts';
import { schemesMissing } from './schemes-missing.ts';
import { swaggerVersion } from './swagger-version.ts';

export const documentRules: readonly Rule[] = [
  fileMissing, fileObject, documentSyntax, jsonTrailingComma, jsonComment, byteOrderMark, replacementCharacter, duplicateKey,
  swaggerVersion, propertyMissing, propertyUnknown, openapi3Construct,
  hostMissing, hostForm, hostPlaceholder, hostNotProduction, schemesMissing, schemesHttps, basePathForm, pathForm, pathDoubleSlash, pathsEquivalent, definitionSize,
];
