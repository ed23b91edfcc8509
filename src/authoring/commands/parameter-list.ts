/**
 * The parameters of a new operation in one line, as *Add Operation…* asks for them: `top:integer, filter, header
 * X-Request-Id!` for an optional number and an optional text in the query, and a required header.
 */
import type { NewParameter } from './new-operation.ts';

const TYPES: readonly NewParameter['type'][] = ['string', 'integer', 'number', 'boolean'];

/** The parameters, or why the line says none. An empty line has none. */
export function parameterList(line: string): readonly NewParameter[] | { readonly message: string } {
  const parameters: NewParameter[] = [];
  for (const entry of line.split(',').map((part) => part.trim()).filter((part) => part !== '')) {
    const parsed = parameter(entry);
    if ('message' in parsed) return parsed;
    parameters.push(parsed);
  }
  return parameters;
}

/** The line that parameterList reads the same parameters from. */
export function parameterListText(parameters: readonly NewParameter[]): string {
  return parameters
    .map(({ name, in: place, type, required }) => `${place === 'header' ? 'header ' : ''}${name}${type === 'string' ? '' : `:${type}`}${required === true ? '!' : ''}`)
    .join(', ');
}

function parameter(entry: string): NewParameter | { readonly message: string } {
  const [, place = 'query', name = '', type = 'string', mark] = /^(?:(query|header)\s+)?([^\s:!]+)(?:\s*:\s*([^\s!]*))?\s*(!)?$/i.exec(entry) ?? [];
  if (name === '') return { message: `"${entry}" is no parameter. Enter a name, and a type and ! behind it where needed: top:integer, header X-Request-Id!.` };
  const known = TYPES.find((one) => one === type.toLowerCase());
  if (!known) return { message: `The parameter ${name} cannot be of type "${type}". Use ${TYPES.join(', ')}.` };
  return { name, in: place.toLowerCase() === 'header' ? 'header' : 'query', type: known, ...(mark === undefined ? {} : { required: true }) };
}
