/** The connector's files as they are now, and whether managed identity can be configured in them at all. */
import type { Connector, ConnectorProblem, Pointer, SecurityBlock } from '../connector/connector.ts';
import { connectorContent } from '../connector/deploy-content.ts';
import { murmurHash64 } from '../connector/connector-name.ts';
import type { ConnectorContent } from '../connector/deployed-connector.ts';
import { fileNameOf } from '../connector/file-uris.ts';
import { withoutValueAt } from '../connector/json-value.ts';
import { readConnector } from '../connector/read-connector.ts';
import { formatOf, parseDocument, type SyntaxDocument } from '../connector/syntax-tree.ts';
import { PlanRefusedError } from './errors.ts';
import type { ConnectorFilesPort } from './ports.ts';

export interface LocalConnector {
  readonly connector: Connector;
  readonly block: SecurityBlock;
  readonly propertiesText: string;
  readonly propertiesDocument: SyntaxDocument;
  readonly propertiesFileName: string;
  /** What would be sent, as the files stand. */
  readonly content: ConnectorContent;
}

/** Reads the files again. Throws PlanRefusedError where they are broken, or have no Entra OAuth parameter there. */
export async function readLocalConnector(connector: Connector, parameterPointer: Pointer, port: ConnectorFilesPort): Promise<LocalConnector> {
  assertFilesPresent(connector);
  const texts = await port.read();
  // A run writes settings.json where there was none when the workspace was scanned.
  const settings = connector.files.settings ?? (texts.settings === undefined ? undefined : `${connector.files.folder}/settings.json`);
  const present = readConnector({ ...connector.files, settings }, texts);
  const propertiesFileName = fileNameOf(connector.files.properties ?? '');
  const sendable = connectorContent(withoutRepairableProblems(present));
  if ('problems' in sendable) {
    throw new PlanRefusedError('brokenFiles', `The files of "${present.title}" cannot be deployed as they are, so nothing was planned. ${sendable.problems.slice(0, 3).join(' ')}`);
  }
  return {
    connector: present,
    block: findBlock(present, parameterPointer, propertiesFileName),
    propertiesText: texts.properties,
    propertiesDocument: parseDocument(texts.properties, formatOf(propertiesFileName)),
    propertiesFileName,
    content: {
      ...sendable,
      ...(texts.icon ? { icon: texts.icon, iconFileName: fileNameOf(connector.files.icon ?? 'icon.png') } : {}),
      ...(texts.script ? { script: texts.script } : {}),
    },
  };
}

/** What is wrong with a security block itself, such as missing oAuthSettings, is what configuring it puts right. */
export function withoutRepairableProblems(connector: Connector): Connector {
  const { files, security } = connector;
  const inBlock = ({ file, range }: ConnectorProblem): boolean => file === files.properties && range !== undefined
    && security.some((block) => block.range?.start === range.start && block.range.end === range.end);
  return { ...connector, problems: connector.problems.filter((problem) => !inBlock(problem)) };
}

function blockAt(connector: Connector, pointer: Pointer): SecurityBlock | undefined {
  const key = JSON.stringify(pointer);
  return connector.security.find((candidate) => JSON.stringify(candidate.pointer) === key);
}

/**
 * Of everything that a deployment sends besides the security block, which the plan shows. A plan is outdated where
 * this differs. Not cryptographic: it guards against surprise, not against an attacker.
 */
export function fingerprintOf(local: LocalConnector): string {
  const { content: { definition, properties: all, icon, script }, block: { pointer } } = local;
  const bytes = (data: Uint8Array | undefined): string => (data ? murmurHash64(new TextDecoder('latin1').decode(data)) : '');
  // The claim parameter comes with the managed-identity form and is part of the block.
  const tenantClaim = [...pointer.slice(0, -1), `${String(pointer.at(-1))}:TenantId`];
  const properties = withoutValueAt(withoutValueAt({ properties: all }, pointer), tenantClaim);
  return murmurHash64([JSON.stringify(definition), JSON.stringify(properties), bytes(icon), bytes(script)].join('\n'));
}

function assertFilesPresent({ files, title }: Connector): void {
  if (files.definition !== undefined && files.properties !== undefined) return;
  const [missing, name] = files.definition === undefined ? ['definition', 'apiDefinition.swagger.json'] : ['properties', 'apiProperties.json'];
  throw new PlanRefusedError('brokenFiles', `"${title}" has no ${missing} file, so nothing was planned. Add ${name} to the folder ${files.folderName}, or run New Connector to see a complete pair.`);
}

function findBlock(connector: Connector, pointer: Pointer, propertiesFileName: string): SecurityBlock {
  const block = blockAt(connector, pointer);
  if (!block) throw new PlanRefusedError('noOAuth', explainMissingBlock(connector, propertiesFileName));
  if (block.identityProvider !== undefined && !/^aad(certificate)?$/i.test(block.identityProvider)) {
    throw new PlanRefusedError('notEntra', `The parameter "${block.parameterName}" signs in with the identity provider "${block.identityProvider}". Managed identity works with Microsoft Entra ID only. If the API accepts Entra tokens, set identityProvider to "aad" in ${propertiesFileName} and run this again.`);
  }
  return block;
}

function explainMissingBlock(connector: Connector, propertiesFileName: string): string {
  if (connector.security.length > 0) {
    const names = connector.security.map((block) => `"${block.parameterName}"`).join(', ');
    return `The chosen OAuth parameter is no longer in ${propertiesFileName}. It has ${names}. Run the command again and choose one of them.`;
  }
  const next = `Managed identity replaces the client secret of OAuth 2.0 with Microsoft Entra ID: if the API accepts Entra tokens, add a parameter of type "oauthSetting" with "oAuthSettings": { "identityProvider": "aad" } under connectionParameters in ${propertiesFileName}, and run this again.`;
  const other = connector.otherParameters[0];
  if (other) return `"${connector.title}" signs in with ${describeParameter(other.type)} (parameter "${other.name}"), not with OAuth. ${next}`;
  return `"${connector.title}" has no connection parameter with oAuthSettings. ${next}`;
}

function describeParameter(type: string): string {
  if (/^securestring$/i.test(type)) return 'an API key or password';
  if (/gateway/i.test(type)) return 'an on-premises gateway';
  if (/^oauthsetting$/i.test(type)) return 'an OAuth parameter that lacks oAuthSettings';
  return `a value of type ${type}`;
}
