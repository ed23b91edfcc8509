/** What the commands do, in one piece: as a chunk each they would share hundreds of small ones. */
export { addOperation } from './add-operation.ts';
export { addPolicy } from './add-policy.ts';
export { addSecurity } from './add-security.ts';
export { convertFiles } from './convert-format.ts';
export { importOpenApi } from './import-openapi.ts';
export { sortAndFormat } from './sort-and-format.ts';
