/**
 * Names inside the expressions of policies: `@connectionParameters('…')`, `@headers('…')`, `@queryParameters('…')`,
 * `@pathParameters('…')` (learn.microsoft.com, custom connectors, policy templates).
 */
import { scalarStyle } from '../../../connector/scalar-source.ts';
import { pathAt } from '../../../connector/syntax-lookup.ts';
import type { ConnectorModel, PropertiesModel } from '../../model/connector-model.ts';
import { filledText } from '../../model/nodes.ts';
import { lineStart } from '../../../connector/text-layout.ts';
import { inPolicy } from '../completion-places.ts';
import { slotsAt, type Cursor } from '../completion-slots.ts';
import type { Candidate, Offer } from '../completion-values.ts';
import { parameterType } from '../descriptions.ts';
import { plain } from '../markdown.ts';
import { policyOperations } from '../policy-mentions.ts';

/** The text before the cursor, from the expression's name on. A quote inside quotes is written twice or with a backslash. */
const OPEN = /@\{?(connectionParameters|headers|queryParameters|pathParameters)\(\s*(?:\\"|''|['"])([^'"()\\]*)$/i;

const PLACES: Readonly<Record<string, string>> = { headers: 'header', queryparameters: 'query', pathparameters: 'path' };

export function expressionNames({ connector, document, offset }: Cursor): Offer[] {
  const { properties } = connector;
  if (!properties || properties.document !== document) return [];
  const node = pathAt(document, offset).at(-1)?.node;
  if (node?.kind !== 'string' || node.alias) return [];
  const open = OPEN.exec(document.text.slice(node.range.start, offset));
  if (!open) return [];
  const [, kind = '', typed = ''] = open;
  const rest = /^[^'"()\\\s]*/.exec(document.text.slice(offset, node.range.end))?.[0] ?? '';
  const slot = { kind: 'piece', range: { start: offset - typed.length, end: offset + rest.length }, style: scalarStyle(document, node.range) } as const;
  const place = PLACES[kind.toLowerCase()];
  return [{ slot, candidates: place === undefined ? connectionParameters(properties) : operationParameters(connector, properties, offset, place) }];
}

/** Whole expressions behind an `@` in a policy's text. */
export function wholeExpressions(cursor: Cursor): Offer[] {
  const { connector, document, offset } = cursor;
  const { properties } = connector;
  const last = pathAt(document, offset).at(-1);
  const typed = /(?<!\w)@\w*$/.exec(document.text.slice(lineStart(document.text, offset), offset))?.[0];
  if (!properties || properties.document !== document || !last || last.inKey || typed === undefined || last.node.alias) return [];
  if (last.node.kind !== 'string' || inPolicy(cursor, last.pointer)?.rest[0] !== 'parameters') return [];
  const candidates = [
    ...connectionParameters(properties).map((candidate) => ({ ...candidate, value: `@connectionParameters('${candidate.value}')` })),
    ...operationParameters(connector, properties, offset, 'query').map((candidate) => ({ ...candidate, value: `@queryParameters('${candidate.value}')`, rank: 6 })),
    ...operationParameters(connector, properties, offset, 'header').map((candidate) => ({ ...candidate, value: `@headers('${candidate.value}')`, rank: 6 })),
  ];
  const style = scalarStyle(document, last.node.range);
  const range = { start: offset - typed.length, end: offset };
  // A text of YAML cannot begin with @: there the whole value is written, with quotes.
  if (style === 'plain' && range.start === last.node.range.start) return slotsAt(cursor).filter(({ kind }) => kind === 'value').map((slot) => ({ slot, candidates }));
  return [{ slot: { kind: 'piece', range, style }, candidates }];
}

/** Those of all sets once, with the claims of OAuth parameters: `token:tenantId`. */
export function connectionParameters({ parameters }: PropertiesModel): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (value: string, rank: number, detail?: string, documentation?: string): void => {
    const key = value.toLowerCase();
    if (!found.has(key)) found.set(key, { value, kind: 'parameter', detail, documentation, rank });
  };
  for (const { name, type, uiDefinition } of parameters) {
    add(name, name.includes(':') ? 6 : 4, type, plain(filledText(uiDefinition, 'description') ?? filledText(uiDefinition, 'displayName') ?? '') || undefined);
  }
  for (const { name, oauth } of parameters) {
    for (const { key } of oauth?.customParameters?.value.members ?? []) add(`${name}:${key}`, 6, 'OAuth setting');
    if (oauth) add(`${name}:clientId`, 7, 'OAuth setting');
  }
  return [...found.values()];
}

/** The parameters in one place of the request, of the operations that the policy around the cursor goes for. */
function operationParameters({ definition }: ConnectorModel, { policies }: PropertiesModel, offset: number, place: string): Candidate[] {
  if (!definition) return [];
  const policy = policies.find(({ node: { range } }) => offset >= range.start && offset <= range.end);
  const operations = policy ? policyOperations(definition, policy) : definition.operations;
  const found = new Map<string, { readonly candidate: Candidate; count: number }>();
  for (const { parameters } of operations) {
    for (const { parameter } of parameters) {
      const { name, in: where, node } = parameter;
      if (name === undefined || where !== place) continue;
      const known = found.get(name);
      if (known) known.count++;
      else found.set(name, { count: 1, candidate: { value: name, kind: 'parameter', detail: parameterType(definition, parameter), documentation: plain(filledText(node, 'description') ?? '') || undefined } });
    }
  }
  // What all of them have comes first.
  return [...found.values()].map(({ candidate, count }) => ({ ...candidate, rank: count === operations.length ? 4 : 5, detail: operations.length > 1 ? `${candidate.detail}, in ${count} of ${operations.length} operations` : candidate.detail }));
}
