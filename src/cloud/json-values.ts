/** Reads JSON of unknown shape without trusting it: what is missing or of another type reads as absent. */

import { isObject, type JsonObject } from '../connector/json-value.ts';

export { isObject, type JsonObject };

export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The text, or undefined where it is absent or empty. */
export function asFilledText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function texts(value: unknown): readonly string[] {
  return asArray(value).filter((item) => typeof item === 'string');
}
