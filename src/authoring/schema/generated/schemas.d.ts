/** Made by scripts/build-schemas.ts from schemas/ and the catalogue. Read-only: language services get a copy each. */
import type { JSONSchema } from 'vscode-json-languageservice';

export const definition: JSONSchema;
export const properties: JSONSchema;
export const settings: JSONSchema;
