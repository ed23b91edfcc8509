import { insertItem, insertMember, removeMember, renameKey, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { ConnectionParameterView, ConnectorModel, PropertiesModel } from '../../../../src/authoring/model/connector-model.ts';
import { memberLike, textOf } from '../../../../src/authoring/model/nodes.ts';
import { claimOwner } from '../../../../src/authoring/model/oauth-settings.ts';
import { keyedObjects } from '../../../../src/authoring/rules/properties/keyed-objects.ts';
import { isSecretName } from '../../../../src/authoring/secret-names.ts';
import { inOtherCase, misspelt } from './misspelt.ts';
import type { Mutation } from './mutation.ts';
import { inProperties, ofProperties } from './properties-edits.ts';

const keyAt = (name: string) => ({ properties }: ConnectorModel) => {
  const member = memberLike(properties?.node, name);
  return member && { file: 'properties' as const, range: member.keyRange };
};

/** Parameters that are neither sign-ins nor their claims. */
function plainParameters({ parameters }: PropertiesModel): ConnectionParameterView[] {
  return parameters.filter(({ name, oauth, type }) => !oauth && claimOwner(name) === undefined && type !== 'gatewaySetting');
}

const propertiesMissing = ofProperties('properties-missing', ({ document, root }, random) => {
  const member = memberLike(root, 'properties');
  if (!member) return undefined;
  return inProperties(replaceMemberValue(document, root, member, random.one([null, 'none', []])), {
    // What the definition and the script left to policies and scriptOperations is left to nobody.
    also: ['polling-trigger-unpolled', 'pageable-without-policy', 'script-operations-missing', 'host-not-production'],
    at: (broken) => {
      const key = memberLike(broken.properties?.root, 'properties')?.keyRange;
      return key && { file: 'properties', range: key };
    },
  });
});

const propertiesRoot = ofProperties('properties-root', ({ document, root }, random) => {
  const member = memberLike(root, 'properties');
  if (!member || random.below(2) === 0) return inProperties(insertMember(document, root, random.one(['publisher', 'owner', 'swagger']) ?? '', 'Contoso'));
  return inProperties(renameKey(document, member, random.one(['Properties', misspelt('properties', random)]) ?? ''), { restores: true });
});

const propertiesKeyUnknown = ofProperties('properties-key-unknown', ({ document, node }, random) => {
  const member = memberLike(node, 'capabilities');
  if (!member || random.below(3) === 0) return inProperties(insertMember(document, node, random.one(['websiteAddress', 'token:clientId']) ?? '', 'https://shelf.contoso.com'));
  return inProperties(renameKey(document, member, misspelt(member.key, random)), { restores: true });
});

const propertiesKeyCase = ofProperties('properties-key-case', (properties, random) => {
  const members = keyedObjects(properties).flatMap(({ node, keys }) => (node.members ?? []).filter(({ key }) => keys.includes(key)));
  const member = random.one(members);
  return member && inProperties(renameKey(properties.document, member, inOtherCase(member.key, random)), { restores: true });
});

const iconBrandColor = ofProperties('icon-brand-color', ({ document, node }, random) => {
  const member = memberLike(node, 'iconBrandColor');
  const color = textOf(member?.value);
  if (!member || color === undefined) return undefined;
  switch (random.below(4)) {
    case 0: return inProperties(removeMember(document, node, member), { at: (broken) => ({ file: 'properties', range: memberLike(broken.properties?.root, 'properties')?.keyRange ?? { start: 0, end: 0 } }) });
    case 1: return inProperties(replaceScalar(document, member.value, random.one(['red', '#12', '#12345g', 'rgb(1, 2, 3)']) ?? ''));
    case 2: return inProperties(replaceScalar(document, member.value, '#fff'));
    default: return inProperties(replaceScalar(document, member.value, color.slice(1)), { restores: true });
  }
});

const capabilityUnknown = ofProperties('capability-unknown', ({ document, node }, random) => {
  const list = memberLike(node, 'capabilities')?.value;
  if (list?.kind !== 'array') return undefined;
  const present = random.one((list.items ?? []).filter((item) => typeof item.value === 'string'));
  if (present) {
    const name = String(present.value);
    return inProperties(replaceScalar(document, present, random.one([inOtherCase(name, random), misspelt(name, random)]) ?? ''), { restores: true });
  }
  return inProperties(insertItem(document, list, random.one(['Actions', 'trigers', 'cloud only']) ?? ''));
});

const legacyScript = ofProperties('legacy-script', ({ document, node, scriptOperations }, random, { definition }) => {
  if (memberLike(node, 'script')) return undefined;
  const id = random.one(definition?.operations.flatMap((operation) => operation.id ?? []) ?? []);
  // The fix makes scriptOperations of it, for which there must be a place.
  if (id === undefined || scriptOperations) return undefined;
  // The operations are named without a script file.
  return inProperties(insertMember(document, node, 'script', { language: 'CSharpScript', operationIds: [id] }), { at: keyAt('script'), also: ['script-file-missing'] });
});

const stackOwnerWithPaconn = ofProperties('stack-owner-with-paconn', ({ node }, random, { documents }) => {
  if (!memberLike(node, 'stackOwner') || documents.settings) return undefined;
  const settings = JSON.stringify({ connectorId: `shared_shelf-5f${random.below(1_000_000)}`, environment: 'Default-00000000-0000-0000-0000-000000000001' }, null, 2);
  return { changes: [{ file: 'settings', edits: [{ range: { start: 0, end: 0 }, newText: settings }] }], at: keyAt('stackOwner') };
});

const connectionParameterName = ofProperties('connection-parameter-name', (properties, random) => {
  const parameter = random.one(plainParameters(properties));
  if (!parameter) return undefined;
  const at = 1 + random.below(parameter.name.length);
  return inProperties(renameKey(properties.document, parameter.member, parameter.name.slice(0, at) + (random.one(['-', ' ', '.', 'é']) ?? '') + parameter.name.slice(at)), {
    // Policies name it by its former name, the scheme that it served has no parameter, and its new name may look like a secret's or like another's.
    also: ['policy-connection-parameter-unknown', 'security-scheme-unserved', 'secret-parameter-unsent', 'secret-parameter-clear-text', 'secret-parameter-text'],
  });
});

const connectionParameterType = ofProperties('connection-parameter-type', (properties, random) => {
  const parameter = random.one(properties.parameters.filter(({ type, typeNode }) => typeNode && type !== undefined && type !== 'gatewaySetting'));
  if (!parameter?.typeNode || parameter.type === undefined) return undefined;
  const way = random.below(3);
  // A misspelt sign-in would be none, and its claims would be nobody's.
  const type = way === 0 && !parameter.oauth ? 'freetext' : way === 1 && !parameter.oauth ? misspelt(parameter.type, random) : inOtherCase(parameter.type, random);
  return inProperties(replaceScalar(properties.document, parameter.typeNode, type), { restores: type !== 'freetext' });
});

const connectionParameterKeyUnknown = ofProperties('connection-parameter-key-unknown', ({ document, parameters }, random) => {
  const parameter = random.one(parameters);
  if (!parameter) return undefined;
  const key = random.one([misspelt('gatewaySettings', random), misspelt('allowedValues', random), 'shelf', misspelt('additionalParameters', random)]) ?? '';
  return inProperties(insertMember(document, parameter.oauth?.node ?? parameter.node, key, []));
});

const connectionParameterDisplayName = ofProperties('connection-parameter-display-name', (properties, random) => {
  const parameter = random.one(plainParameters(properties).filter(({ uiDefinition, constraints }) => memberLike(uiDefinition, 'displayName') && !memberLike(constraints, 'hidden')));
  const shown = memberLike(parameter?.uiDefinition, 'displayName');
  if (!parameter?.uiDefinition || !shown) return undefined;
  const edits = random.below(2) === 0 ? removeMember(properties.document, parameter.uiDefinition, shown) : replaceScalar(properties.document, shown.value, ' ');
  return inProperties(edits, {
    at: (broken) => {
      const same = broken.properties?.parameters.find(({ name, setName }) => name === parameter.name && setName === parameter.setName);
      const range = memberLike(same?.node, 'uiDefinition')?.keyRange;
      return range && { file: 'properties', range };
    },
  });
});

const uiDefinitionKeyUnknown = ofProperties('ui-definition-key-unknown', (properties, random) => {
  const objects = keyedObjects(properties).filter(({ kind }) => kind === 'ui');
  const member = random.one(objects.flatMap(({ node }) => node.members ?? []).filter(({ key }) => ['tooltip', 'description', 'tabIndex', 'clearText'].includes(key)));
  if (member && random.below(4) > 0) return inProperties(renameKey(properties.document, member, misspelt(member.key, random)), { restores: true });
  const object = random.one(objects);
  return object && inProperties(insertMember(properties.document, object.node, 'shelf', 'none'));
});

const constraintText = ofProperties('constraint-text', ({ document, parameters }, random) => {
  const member = random.one(parameters.flatMap(({ constraints }) => ['required', 'hidden'].flatMap((name) => memberLike(constraints, name) ?? [])).filter(({ value }) => value.kind === 'string'));
  if (!member) return undefined;
  if (random.below(4) === 0) return inProperties(replaceScalar(document, member.value, 'yes'));
  return inProperties(replaceScalar(document, member.value, member.value.value === 'true'), { restores: true });
});

const secretParameterText = ofProperties('secret-parameter-text', ({ document, parameters }, random) => {
  const parameter = random.one(parameters.filter(({ name, type }) => type === 'securestring' && isSecretName(name)));
  return parameter?.typeNode && inProperties(replaceScalar(document, parameter.typeNode, 'string'), { restores: true });
});

const secretParameterClearText = ofProperties('secret-parameter-clear-text', ({ document, parameters }, random) => {
  const hidden = parameters.filter(({ name, type }) => type === 'securestring' && isSecretName(name)).flatMap(({ constraints }) => memberLike(constraints, 'clearText') ?? []).filter(({ value }) => value.value === false);
  const member = random.one(hidden);
  return member && inProperties(replaceScalar(document, member.value, true), { restores: true });
});

export const propertiesMutations: readonly Mutation[] = [
  propertiesMissing, propertiesRoot, propertiesKeyUnknown, propertiesKeyCase, iconBrandColor, capabilityUnknown, legacyScript, stackOwnerWithPaconn,
  connectionParameterName, connectionParameterType, connectionParameterKeyUnknown, connectionParameterDisplayName, uiDefinitionKeyUnknown, constraintText,
  secretParameterText, secretParameterClearText,
];
