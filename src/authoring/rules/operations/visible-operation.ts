/** Which operations users meet in the designer. */
import type { OperationView } from '../../model/connector-model.ts';
import { valueOf } from '../../model/nodes.ts';

export function isVisible({ visibility }: OperationView): boolean {
  return visibility !== 'internal';
}

/** The one operation of a server that speaks the Model Context Protocol: agents ask it for the rest. */
export function isAgentProtocol({ node }: OperationView): boolean {
  return valueOf(node, 'x-ms-agentic-protocol') !== undefined;
}
