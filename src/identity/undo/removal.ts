/**
 * Remove Managed Identity: what a finished connector's trust consists of, found in the live state, as items to be taken
 * back. The federated credential with exactly the connector's issuer and subject and its own redirect URL are the
 * connector's, whoever put them there; of everything else only what our runs have made is taken back.
 */
import { valueAt, isObject } from '../../connector/json-value.ts';
import { withoutManagedIdentity } from '../../connector/managed-identity-shape.ts';
import { withoutSecrets } from '../../connector/redact-secrets.ts';
import { toValue } from '../../connector/syntax-tree.ts';
import type { SecurityBlock } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { sameGuid } from '../../connector/difference.ts';
import { deployedBlock, generatedIdentityOf, readDeployed, runOwner, type IdentityInput } from '../actual-state.ts';
import { recordOf } from '../journal.ts';
import { readLocalConnector, type LocalConnector } from '../local-connector.ts';
import { keyOfMade, type MadeItem, type MadeThing } from './made-items.ts';

/** Throws PlanRefusedError where the files cannot be read, else what the ports throw. Empty where there is no managed identity. */
export async function itemsOfManagedIdentity(input: IdentityInput): Promise<readonly MadeItem[]> {
  const { connector, target, ports: { directory, files, journal, clock }, signal } = input;
  const record = recordOf(await journal.load(), runOwner(input));
  const local = await readLocalConnector(connector, target.parameterPointer, files);
  const { deployed } = await readDeployed(input, local, undefined, undefined);
  const served = deployed && deployedBlock(deployed, local.block);
  const appId = served?.clientId ?? local.block.clientId;
  const application = appId === undefined ? undefined : await directory.applicationByAppId(appId, signal);

  const things: MadeThing[] = [];
  if (application && deployed) {
    const key = { appId: application.appId, objectId: application.id };
    const { issuer, subject, redirectUrl } = generatedIdentityOf(deployed, local.block);
    for (const credential of await directory.federatedCredentials(application.id, signal)) {
      if (issuer !== undefined && credential.issuer === issuer && credential.subject === subject) things.push({ kind: 'federatedCredential', ...key, after: credential });
    }
    if (redirectUrl !== undefined && application.redirectUris.includes(redirectUrl)) things.push({ kind: 'redirectUri', ...key, redirectUrl });
  }
  if (deployed && served?.credential === 'managedIdentity') things.push(deployedThing(deployed, served, local));
  if (local.block.credential === 'managedIdentity') things.push(...blockThing(local));

  // What the journal knows was there before goes before the general form.
  const known = (record?.made ?? []).filter((item) => belongs(item, application?.appId));
  const keys = new Set(known.map(keyOfMade));
  const at = new Date(clock.now()).toISOString();
  return [...known, ...things.filter((thing) => !keys.has(keyOfMade(thing))).map((thing): MadeItem => ({ ...thing, run: 'removal', at }))];
}

/** The connector itself and its place in settings.json stay. */
function belongs(item: MadeItem, appId: string | undefined): boolean {
  if (item.kind === 'connector' || item.kind === 'link') return false;
  return !('appId' in item) || sameGuid(item.appId, appId);
}

function deployedThing(deployed: DeployedConnector, served: SecurityBlock, local: LocalConnector): MadeThing {
  const parameter = valueAt({ properties: deployed.properties }, served.pointer);
  return {
    kind: 'deployedBlock', environment: deployed.environment, name: deployed.name, pointer: local.block.pointer,
    before: withoutSecrets(isObject(parameter) ? withoutManagedIdentity(parameter) : parameter), clientId: served.clientId ?? '',
  };
}

function blockThing({ block, propertiesDocument, propertiesFileName }: LocalConnector): MadeThing[] {
  const present = valueAt(propertiesDocument.root && toValue(propertiesDocument.root), block.pointer);
  if (!isObject(present)) return [];
  return [{
    kind: 'securityBlock', fileName: propertiesFileName, pointer: block.pointer,
    before: withoutSecrets(withoutManagedIdentity(present)), after: withoutSecrets(present), claim: true, hadSecret: false,
  }];
}
