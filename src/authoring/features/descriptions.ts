/** How operations, parameters and schemas are described, in completion and hover alike. Markdown, safe whatever the files say. */
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import type { DefinitionModel, OperationView, ParameterView } from '../model/connector-model.ts';
import { filledText, textOf, valueOf } from '../model/nodes.ts';
import { shapeOf } from '../model/schema-paths.ts';
import { withoutSecrets } from '../shown-text.ts';
import { segmentsOf } from '../model/references.ts';
import { code, paragraphs, plain, table } from './markdown.ts';

/** `GET /items/{id}` */
export function requestLine({ method, path }: OperationView): string {
  return `${method.toUpperCase()} ${path.path}`;
}

/** One line behind an operation's name: its request, and what it is called. */
export function operationDetail(operation: OperationView): string {
  const { summary } = operation;
  return withoutSecrets(summary?.trim() ? `${requestLine(operation)} – ${summary.trim()}` : requestLine(operation));
}

/** Without its parameters: for lists that show many. */
export function briefOperation({ summary, description, trigger, deprecated, visibility }: OperationView): string {
  const traits = [trigger === undefined ? undefined : 'trigger', deprecated ? 'deprecated' : undefined, visibility === 'internal' ? 'internal' : undefined].filter((trait) => trait !== undefined);
  return paragraphs(summary && `**${plain(summary)}**`, description && plain(description, 300), traits.length > 0 ? `*${traits.join(', ')}*` : undefined);
}

const MOST_ROWS = 15;

export function parameterTable(definition: DefinitionModel, { parameters }: OperationView): string | undefined {
  if (parameters.length === 0) return undefined;
  const rows = parameters.slice(0, MOST_ROWS).map(({ parameter }) => [
    `${code(parameter.name ?? '')}${parameter.required ? ' \\*' : ''}`,
    plain(parameter.in ?? ''),
    plain(parameterType(definition, parameter)),
    plain(filledText(parameter.node, 'x-ms-summary') ?? filledText(parameter.node, 'description') ?? '', 120),
  ]);
  const more = parameters.length > MOST_ROWS ? `\n\n… and ${parameters.length - MOST_ROWS} more` : '';
  return table(['Parameter', 'In', 'Type', ''], rows) + more;
}

export function parameterType(definition: DefinitionModel, { node, type }: ParameterView): string {
  return type ?? schemaType(definition, valueOf(node, 'schema'));
}

/** `string`, `Item`, `array of Item`: the name of a definition where there is one. */
export function schemaType(definition: DefinitionModel, schema: SyntaxNode | undefined, depth = 0): string {
  const target = textOf(valueOf(schema, '$ref'));
  if (target !== undefined) return segmentsOf(target)?.at(-1) ?? target;
  const type = textOf(valueOf(schema, 'type'));
  const items = valueOf(schema, 'items');
  if ((type === 'array' || (type === undefined && items)) && depth < 5) return items ? `array of ${schemaType(definition, items, depth + 1)}` : 'array';
  const format = textOf(valueOf(schema, 'format'));
  if (type !== undefined) return format ? `${type} (${format})` : type;
  return valueOf(schema, 'properties') ? 'object' : 'any';
}

/** The fields of an object, or of an array's items, as a table; undefined where there are none. */
export function fieldTable(definition: DefinitionModel, schema: SyntaxNode): string | undefined {
  let shape = shapeOf(definition, schema);
  let node: SyntaxNode | undefined = schema;
  if (shape.kind === 'array') {
    node = shape.items;
    shape = shapeOf(definition, shape.items);
  }
  if (shape.kind !== 'object' || shape.fields.size === 0) return undefined;
  const required = new Set((valueOf(definition.resolve(node), 'required')?.items ?? []).map(({ value }) => value));
  const rows = [...shape.fields].slice(0, MOST_ROWS).map(([name, field]) => [
    `${code(name)}${required.has(name) ? ' \\*' : ''}`,
    plain(schemaType(definition, field)),
    plain(filledText(field, 'x-ms-summary') ?? filledText(field, 'description') ?? '', 120),
  ]);
  const more = shape.fields.size > MOST_ROWS ? `\n\n… and ${shape.fields.size - MOST_ROWS} more` : '';
  return table(['Field', 'Type', ''], rows) + more;
}
