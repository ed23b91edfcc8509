/** Taking back what was made of the connector: the deployed one, the block in its file, and settings.json. */
import type { SecurityBlock } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { sameGuid } from '../../connector/difference.ts';
import { sameData, valueAt, withoutValueAt, withValueAt, type JsonObject } from '../../connector/json-value.ts';
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import { withoutSecrets, withSecretsOf } from '../../connector/redact-secrets.ts';
import { readConnector } from '../../connector/read-connector.ts';
import { formatOf, parseDocument, toValue, type SyntaxDocument } from '../../connector/syntax-tree.ts';
import { setValueEdits } from '../../connector/text-edits.ts';
import { deployedBlock } from '../actual-state.ts';
import { readLocalConnector } from '../local-connector.ts';
import type { PlanField } from '../plan-model.ts';
import type { MadeItem } from './made-items.ts';
import type { UndoneBy } from './undo-changes.ts';
import { gone, left, type UndoInput } from './undo-input.ts';

const SECRET_NOTE = 'Client secrets are kept nowhere by Connector Studio, and the service shows none: enter it again.';

export function undoConnector(input: UndoInput, item: MadeItem & { readonly kind: 'connector' }): UndoneBy {
  const { connectors } = input.ports;
  const resource = `Connector "${item.title}" in ${input.target.environmentDisplayName}`;
  let found: DeployedConnector | undefined;
  return {
    look: async (signal) => {
      found = item.name === undefined ? await unnamedConnector(input, item.title, signal) : await connectors.connector(item.environment, item.name, signal);
      if (!found) return gone(resource);
      return { action: 'remove', resource, fields: [{ name: 'connector id', before: found.name }], note: await connectionsNote(input, found.name, signal) };
    },
    write: async (signal) => {
      if (found) await connectors.delete(item.environment, found.name, signal);
    },
  };
}

/** One whose create was begun and whose name no answer told: same title, made by this user, for an app of these items. */
async function unnamedConnector({ ports: { connectors }, target, items }: UndoInput, title: string, signal: AbortSignal | undefined): Promise<DeployedConnector | undefined> {
  const appIds = items.flatMap((item) => ('appId' in item && item.appId !== undefined ? [item.appId] : []));
  const candidates = (await connectors.connectorsTitled(target.environment, title, signal)).filter(({ createdBy, properties }) => sameGuid(createdBy?.id, target.userObjectId)
    && readSecurityBlocks(properties).some(({ clientId }) => appIds.some((appId) => sameGuid(appId, clientId))));
  // Of several none is certainly the one.
  return candidates.length === 1 ? candidates[0] : undefined;
}

async function connectionsNote({ connectionsTo, target }: UndoInput, name: string, signal: AbortSignal | undefined): Promise<string> {
  const unknown = 'Connections to it, and the apps and flows that use them, stop working.';
  if (!connectionsTo) return unknown;
  let names: readonly string[];
  try {
    names = await connectionsTo(target.environment, name, signal);
  } catch (error) {
    signal?.throwIfAborted();
    // The list is a courtesy; not being allowed to read it does not forbid the undo.
    return `${unknown} Which there are could not be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (names.length === 0) return 'No connection to it is known.';
  const listed = names.slice(0, 5).map((connection) => `"${connection}"`).join(', ');
  return `${names.length === 1 ? 'One connection stops' : `${names.length} connections stop`} working with it: ${listed}${names.length > 5 ? ' and more' : ''}.`;
}

export function undoDeployedBlock(input: UndoInput, item: MadeItem & { readonly kind: 'deployedBlock' }): UndoneBy {
  const { ports: { connectors, files }, target } = input;
  const resource = `Connector ${item.name} in ${target.environmentDisplayName}`;
  return {
    look: async (signal) => {
      const deployed = await connectors.connector(item.environment, item.name, signal);
      const present = deployed && deployedBlock(deployed, blockKeyOf(item.pointer, item.before));
      if (!present) return gone(resource);
      const former = blockAt(item.pointer, item.before);
      if (!former) return left(resource, 'What its security block was before is not known.');
      if (present.credential !== 'managedIdentity') return { action: 'keep', resource, fields: [], gone: true, note: 'It does not use managed identity any more.' };
      if (!sameGuid(present.clientId, item.clientId)) return left(resource, 'Its security block names another app than the one that was written.');
      return {
        action: 'change', resource, fields: blockFields(present, former),
        note: `Deploys the definition of this folder with the security block that the connector had before. ${former.credential === 'certificate' ? '' : `${SECRET_NOTE} Do so on the Security page of the connector in the maker portal. `}Existing connections have to be made again.`,
      };
    },
    write: async (signal) => {
      const { content } = await readLocalConnector(input.connector, target.parameterPointer, files);
      const { properties } = withValueAt({ properties: content.properties }, item.pointer, item.before) as { readonly properties: JsonObject };
      await connectors.update(item.environment, item.name, { ...content, properties }, signal);
    },
  };
}

export function undoSecurityBlock(input: UndoInput, item: MadeItem & { readonly kind: 'securityBlock' }): UndoneBy {
  const { files } = input.ports;
  const resource = `Security block "${String(item.pointer.at(-1))}" in ${item.fileName}`;
  let text = '';
  let document: SyntaxDocument | undefined;
  return {
    look: async () => {
      text = (await files.read()).properties;
      document = parseDocument(text, formatOf(item.fileName));
      const present = valueAt(document.root && toValue(document.root), item.pointer);
      if (sameData(withoutSecrets(present), item.before)) return { action: 'keep', resource, fields: [], gone: true, note: 'It is as it was before.' };
      if (!sameData(withoutSecrets(present), item.after)) return left(resource, 'It is no longer what was written into it.');
      const now = blockAt(item.pointer, present);
      const former = blockAt(item.pointer, item.before);
      return {
        action: 'change', resource, fields: now && former ? blockFields(now, former) : [{ name: 'managed identity', before: 'set up' }],
        ...(item.hadSecret && { note: `It had a client secret in the file. ${SECRET_NOTE}` }),
      };
    },
    write: async () => {
      if (!document) return;
      const root = document.root && toValue(document.root);
      const container = item.pointer.slice(0, -1);
      const name = String(item.pointer.at(-1));
      // Secrets that we never touched are not in the journal; they stay.
      const restored = withValueAt(valueAt(root, container), [name], withSecretsOf(item.before, valueAt(root, item.pointer)));
      const after = item.claim ? restored : withoutValueAt(restored, [`${name}:TenantId`]);
      await files.editProperties(text, setValueEdits(document, container, after));
    },
  };
}

export function undoLink(input: UndoInput, item: MadeItem & { readonly kind: 'link' }): UndoneBy {
  const { connector, ports: { files } } = input;
  const resource = 'settings.json';
  let text = '';
  return {
    look: async () => {
      const texts = await files.read();
      if (texts.settings === undefined) return gone(resource);
      text = texts.settings;
      const { connectorId, environment } = readConnector({ ...connector.files, settings: `${connector.files.folder}/settings.json` }, { settings: text }).settings;
      if (connectorId === item.before.connectorId && environment === item.before.environment) return { action: 'keep', resource, fields: [], gone: true, note: 'It names what it named before.' };
      if (environment !== item.environment || (item.name !== undefined && connectorId !== item.name)) return left(resource, 'It names another connector by now.');
      const field = (name: string, now: string | undefined, before: string | undefined): PlanField[] => (now === before ? [] : [{ name, ...(now !== undefined && { before: now }), ...(before !== undefined && { after: before }) }]);
      return {
        action: item.before.present ? 'change' : 'remove', resource,
        fields: [...field('connectorId', connectorId, item.before.connectorId), ...field('environment', environment, item.before.environment)],
        ...(!item.before.present && { note: 'What somebody has added to it since stays.' }),
      };
    },
    write: async () => files.restoreConnectorId(text, item.before),
  };
}

/** The block that a parameter's value makes, where it is one. */
function blockAt(pointer: SecurityBlock['pointer'], value: unknown): SecurityBlock | undefined {
  const root = withValueAt({}, pointer, value) as { readonly properties?: unknown };
  return readSecurityBlocks(root.properties)[0];
}

function blockKeyOf(pointer: SecurityBlock['pointer'], value: unknown): Pick<SecurityBlock, 'parameterName' | 'setName'> {
  return blockAt(pointer, value) ?? { parameterName: String(pointer.at(-1)) };
}

const CREDENTIALS: Readonly<Record<SecurityBlock['credential'], string>> = { managedIdentity: 'managed identity', secret: 'client secret', certificate: 'certificate', none: 'client secret or none' };

function blockFields(now: SecurityBlock, former: SecurityBlock): PlanField[] {
  const field = (name: string, before: string | undefined, after: string | undefined): PlanField[] => (before === after ? [] : [{ name, ...(before && { before }), ...(after && { after }) }]);
  return [
    ...field('credential', CREDENTIALS[now.credential], CREDENTIALS[former.credential]),
    ...field('identity provider', now.identityProvider, former.identityProvider),
    ...field('client id', now.clientId, former.clientId),
    ...field('tenant id', now.tenantId, former.tenantId),
    ...field('login URL', now.loginUri, former.loginUri),
    ...field('resource URL', now.resourceUri, former.resourceUri),
    ...field('scopes', now.scopes.join(' '), former.scopes.join(' ')),
  ];
}
