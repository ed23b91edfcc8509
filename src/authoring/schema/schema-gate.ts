/**
 * A yes or no of JSON Schema draft-07 on a syntax tree. Nearly every file meets its schema, and only where one does
 * not is a service asked why, which takes some ten times as long. Code that a validator generates is no match here: it
 * works on data, which would have to be built first, and looks for each property that a schema knows instead of those
 * that an object has.
 *
 * Says what VS Code's JSON service says, oddities included: uniqueItems compares plain values only, and the formats are
 * those which it checks. It may doubt an object with duplicate keys that the service accepts, never the other way round.
 */
import type { JSONSchema } from 'vscode-json-languageservice';
import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';

export type SchemaGate = (node: SyntaxNode) => boolean;

type SchemaPart = JSONSchema | boolean | undefined;

/** Say nothing about whether a value is valid. */
const ANNOTATIONS = new Set([
  '$schema', '$comment', 'title', 'description', 'markdownDescription', 'default', 'examples', 'defaultSnippets', 'definitions',
  'enumDescriptions', 'markdownEnumDescriptions', 'patternErrorMessage', 'deprecationMessage', 'doNotSuggest',
]);

const yes: SchemaGate = () => true;
const no: SchemaGate = () => false;

/**
 * @throws {Error} where the schema has a keyword that is not known here, so that none is passed over in silence.
 */
export function compileGate(root: JSONSchema): SchemaGate {
  return new GateCompiler(root).compile(root);
}

class GateCompiler {
  private readonly root: JSONSchema;
  private readonly gates = new Map<object, SchemaGate>();

  constructor(root: JSONSchema) {
    this.root = root;
  }

  compile(schema: SchemaPart): SchemaGate {
    if (schema === undefined || schema === true) return yes;
    if (schema === false) return no;
    const known = this.gates.get(schema);
    if (known) return known;
    // Schemas refer to themselves: who meets one that is still being compiled gets this, which waits for it.
    let compiled: SchemaGate = yes;
    this.gates.set(schema, (node) => compiled(node));
    compiled = all(this.checksOf(schema));
    this.gates.set(schema, compiled);
    return compiled;
  }

  private checksOf(schema: JSONSchema): SchemaGate[] {
    const checks: SchemaGate[] = [];
    for (const keyword of Object.keys(schema)) {
      const make = KEYWORDS[keyword];
      if (make) checks.push(...make(schema, (part) => this.compile(part), (reference) => this.resolve(reference)));
      else if (!ANNOTATIONS.has(keyword)) throw new Error(`The keyword ${keyword} is not known to the schema check.`);
    }
    return checks.filter((check) => check !== yes);
  }

  private resolve(reference: string): JSONSchema {
    const segments = reference.replace(/^#\/?/, '').split('/').filter(Boolean);
    const found = segments.reduce<unknown>((part, segment) => {
      const key = decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~');
      return (part as Record<string, unknown> | undefined)?.[key];
    }, this.root);
    if (found === undefined) throw new Error(`The schema refers to ${reference}, which it does not have.`);
    return found as JSONSchema;
  }
}

type Compile = (schema: SchemaPart) => SchemaGate;
type Keyword = (schema: JSONSchema, compile: Compile, resolve: (reference: string) => JSONSchema) => SchemaGate[];

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  $ref: ({ $ref = '' }, compile, resolve) => [compile(resolve($ref))],
  type: ({ type }) => [typeGate(Array.isArray(type) ? type : [type ?? ''])],
  enum: (schema) => [valueGate(schema.enum ?? [])],
  const: (schema) => [valueGate([schema.const])],
  pattern: ({ pattern = '' }) => {
    const expression = new RegExp(pattern);
    return [stringGate((text) => expression.test(text))];
  },
  format: ({ format = '' }) => formatGate(format),
  minimum: ({ minimum = 0 }) => [(node) => node.kind !== 'number' || (node.value as number) >= minimum],
  exclusiveMinimum: ({ exclusiveMinimum }) => [(node) => node.kind !== 'number' || (node.value as number) > Number(exclusiveMinimum)],
  required: ({ required = [] }) => [(node) => node.kind !== 'object' || hasAll(node.members ?? [], required)],
  minItems: ({ minItems = 0 }) => [(node) => node.kind !== 'array' || (node.items?.length ?? 0) >= minItems],
  uniqueItems: ({ uniqueItems }) => (uniqueItems ? [(node) => node.kind !== 'array' || hasNoTwins(node.items ?? [])] : []),
  items: ({ items }, compile) => {
    if (Array.isArray(items)) throw new Error('The schema check knows no tuples.');
    const item = compile(items);
    return item === yes ? [] : [(node) => node.kind !== 'array' || (node.items ?? []).every(item)];
  },
  properties: membersGate,
  patternProperties: (schema, compile) => (schema.properties ? [] : membersGate(schema, compile)),
  additionalProperties: (schema, compile) => (schema.properties || schema.patternProperties ? [] : membersGate(schema, compile)),
  allOf: ({ allOf = [] }, compile) => allOf.map(compile),
  anyOf: ({ anyOf = [] }, compile) => {
    const gates = anyOf.map(compile);
    return gates.includes(yes) ? [] : [(node) => gates.some((gate) => gate(node))];
  },
  if: (schema, compile) => {
    const condition = compile(schema.if);
    const then = compile(schema.then);
    const otherwise = compile(schema.else);
    return [(node) => (condition(node) ? then(node) : otherwise(node))];
  },
  then: () => [],
  else: () => [],
};

function all(checks: readonly SchemaGate[]): SchemaGate {
  const [first, second] = checks;
  if (!first) return yes;
  if (!second) return first;
  return (node) => {
    for (const check of checks) if (!check(node)) return false;
    return true;
  };
}

/** Goes through what the object has, not through what it might have; by index and without a function for each, for this is the innermost loop of all. */
function membersGate({ properties = {}, patternProperties = {}, additionalProperties }: JSONSchema, compile: Compile): SchemaGate[] {
  const named = new Map(Object.entries(properties).map(([name, schema]) => [name, compile(schema)]));
  const patterns = Object.entries(patternProperties).map(([pattern, schema]) => ({ matches: matcherOf(pattern), gate: compile(schema) }));
  const others = compile(additionalProperties);
  const gateOfPattern = (key: string): SchemaGate => {
    for (const { matches, gate } of patterns) if (matches(key)) return gate;
    return others;
  };
  return [
    ({ members }) => {
      if (members === undefined) return true;
      for (let index = 0; index < members.length; index++) {
        const { key, value } = members[index] as SyntaxMember;
        const gate = named.get(key) ?? gateOfPattern(key);
        if (gate !== yes && !gate(value)) return false;
      }
      return true;
    },
  ];
}

/** Most patterns are the beginning of extensions' names. */
function matcherOf(pattern: string): (key: string) => boolean {
  const [, start] = /^\^([\w-]+)$/.exec(pattern) ?? [];
  if (start !== undefined) return (key) => key.startsWith(start);
  const expression = new RegExp(pattern);
  return (key) => expression.test(key);
}

function hasAll(members: readonly SyntaxMember[], required: readonly string[]): boolean {
  for (const name of required) {
    let index = members.length - 1;
    while (index >= 0 && members[index]?.key !== name) index--;
    if (index < 0) return false;
  }
  return true;
}

function typeGate(types: readonly string[]): SchemaGate {
  const kinds = new Set<string>(types);
  const integers = kinds.has('integer') && !kinds.has('number');
  const [only] = types;
  if (types.length === 1 && !integers) return (node) => node.kind === only;
  return (node) => kinds.has(node.kind) || (integers && node.kind === 'number' && Number.isInteger(node.value));
}

function valueGate(values: readonly unknown[]): SchemaGate {
  const accepted = new Set(values);
  return (node) => node.kind !== 'object' && node.kind !== 'array' && accepted.has(node.value);
}

function stringGate(test: (text: string) => boolean): SchemaGate {
  return (node) => node.kind !== 'string' || test(node.value as string);
}

/** The formats that VS Code's JSON service checks, by its own expressions; it passes over all others. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  uri: /^[^:/?#]+:/,
  email: /^(([^<>()[\]\\.,;:\s@"]+(\.[^<>()[\]\\.,;:\s@"]+)*)|(".+"))@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}])|(([a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}))$/,
};

function formatGate(format: string): SchemaGate[] {
  // Puts a color picker beside the value and checks nothing.
  if (format === 'color') return [];
  const expression = FORMATS[format];
  if (!expression) throw new Error(`The format ${format} is not known to the schema check.`);
  return [stringGate((text) => expression.test(text))];
}

function hasNoTwins(items: readonly SyntaxNode[]): boolean {
  const plain = items.filter(({ kind }) => kind !== 'object' && kind !== 'array').map(({ value }) => value);
  return new Set(plain).size === plain.length;
}
