/** The host of a definition, for the rules about it. */
import type { SyntaxMember } from '../../../connector/syntax-node.ts';
import type { ConnectorModel, DefinitionModel } from '../../model/connector-model.ts';
import { memberOf, textOf } from '../../model/nodes.ts';

/** The pattern of OpenAPI 2.0's JSON schema: a name and perhaps a port. */
export const HOST_FORM = /^[^{}/ :\\]+(?::\d+)?$/;

export interface Host {
  readonly member: SyntaxMember;
  readonly text: string;
}

/**
 * Undefined where it is missing or blank, and where the service fills it in: `@environmentVariables("name")` is resolved
 * when the connector is saved (learn.microsoft.com, custom connectors, environment variables).
 */
export function hostOf({ root }: DefinitionModel): Host | undefined {
  const member = memberOf(root, 'host');
  const text = textOf(member?.value);
  return member && text !== undefined && text.trim() !== '' && !text.includes('@environmentVariables(') ? { member, text } : undefined;
}

/** Whether another address is taken when the connector runs: a policy sets it for all operations, or a script may. */
export function hostIsReplaced({ properties, script, files }: ConnectorModel): boolean {
  if (script || files.script !== undefined) return true;
  return (properties?.policies ?? []).some(({ templateId, operationNameMember }) => templateId?.toLowerCase() === 'dynamichosturl' && operationNameMember === undefined);
}
