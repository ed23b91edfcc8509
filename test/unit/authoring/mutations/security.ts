import { insertItem, insertMember, removeMember, renameKey, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { ConnectorModel, DefinitionModel } from '../../../../src/authoring/model/connector-model.ts';
import { memberLike, memberOf, textOf, valueOf } from '../../../../src/authoring/model/nodes.ts';
import { settingOf } from '../../../../src/authoring/model/oauth-settings.ts';
import { customParameter } from '../../../../src/authoring/model/properties-model.ts';
import { onlyOAuth2 } from '../../../../src/authoring/rules/security/only-oauth2.ts';
import type { SyntaxMember } from '../../../../src/connector/syntax-node.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';
import { oauthMutations } from './oauth.ts';
import { atProperties, BASE64URL, HEX, inFile, inProperties, ofProperties, ofSignIn, randomText, sameSignIn } from './properties-edits.ts';

/** A mutation of a connector that has both files. */
function ofBoth(rule: string, breakIt: (definition: DefinitionModel, random: Random, connector: ConnectorModel) => Breakage | undefined): Mutation {
  return { rule, break: (connector, random) => (connector.definition && connector.properties?.node ? breakIt(connector.definition, random, connector) : undefined) };
}

const clientSecretInFile = ofSignIn('client-secret-in-file', (oauth, random, { document }) => {
  if (settingOf(oauth, 'clientSecret')) return undefined;
  return inProperties(insertMember(document, oauth.node, 'clientSecret', randomText(BASE64URL, 24 + random.below(20), random)), { restores: true });
});

const secretInFile = ofProperties('secret-in-file', ({ document, node, policies, policiesMember, parameters }, random, { definition }) => {
  const token = `eyJ${randomText(BASE64URL, 30, random)}.eyJ${randomText(BASE64URL, 60, random)}.${randomText(BASE64URL, 43, random)}`;
  const evident = random.one([
    token,
    `https://shelf.blob.core.windows.net/items?sv=2024-11-04&sig=${randomText(HEX, 43, random)}%3D`,
    `DefaultEndpointsProtocol=https;AccountName=shelf;AccountKey=${randomText(HEX, 86, random)}==`,
    `${randomText(HEX, 3, random)}8Q~${randomText(BASE64URL, 34, random)}`,
    `ghp_${randomText(HEX, 36, random)}`,
  ]) ?? '';
  switch (random.below(4)) {
    case 0: {
      const description = valueOf(memberOf(definition?.root, 'info')?.value, 'description');
      return definition && description && textOf(description) !== undefined ? inFile('definition', replaceScalar(definition.document, description, `Looks after items, as with ${evident} in tests.`)) : undefined;
    }
    case 1: {
      const policy = random.one(policies.filter(({ parameters: given }) => /authorization|api[-_]?key|subscription-key/i.test(textOf(given.get('name')?.value) ?? '')));
      const value = policy?.parameters.get('value')?.value;
      // The policy no longer sends what the connection asks for.
      if (value && textOf(value) !== undefined) return inProperties(replaceScalar(document, value, random.one(['', 'Bearer ']) + randomText(HEX, 32, random)), { also: ['secret-parameter-unsent'] });
      const list = policiesMember?.value;
      if (list?.kind !== 'array') return undefined;
      const policyParameters = { 'x-ms-apimTemplateParameter.name': 'Ocp-Apim-Subscription-Key', 'x-ms-apimTemplateParameter.value': randomText(HEX, 32, random), 'x-ms-apimTemplateParameter.existsAction': 'override', 'x-ms-apimTemplate-policySection': 'Request' };
      return inProperties(insertItem(document, list, { templateId: 'setheader', title: 'Key', parameters: policyParameters }));
    }
    case 2: {
      const parameter = random.one(parameters.filter(({ type, node: owner }) => type === 'securestring' && !memberLike(owner, 'defaultValue')));
      return parameter && inProperties(insertMember(document, parameter.node, 'defaultValue', randomText(BASE64URL, 20, random)));
    }
    default: {
      const publisher = memberLike(node, 'publisher');
      return publisher && textOf(publisher.value) !== undefined ? inProperties(replaceScalar(document, publisher.value, evident)) : undefined;
    }
  }
});

const securitySchemeUndefined = ofBoth('security-scheme-undefined', ({ document, securityUses, securitySchemes }, random) => {
  const use = random.one(securityUses.filter(({ name }) => securitySchemes.has(name)));
  return use && inFile('definition', renameKey(document, use.member, random.one([`${use.name}x`, 'my_auth']) ?? ''));
});

const securitySeveralSchemes = ofBoth('security-several-schemes', ({ document, root, securitySchemes }, random, { properties }) => {
  const container = memberOf(root, 'securityDefinitions')?.value;
  if (container?.kind !== 'object' || securitySchemes.size !== 1 || properties?.parameterSetsMember) return undefined;
  const scheme = random.one([{ type: 'basic' }, { type: 'apiKey', in: 'header', name: 'X-Shelf-Key' }]);
  // A name that was not defined before can no longer be meant for the only one.
  return inFile('definition', insertMember(document, container, 'second_way', scheme), { also: ['security-scheme-undefined'] });
});

const securitySchemeUnserved = ofBoth('security-scheme-unserved', ({ securitySchemes }, _random, { properties }) => {
  const member = properties?.connectionParametersMember;
  const [scheme, ...others] = securitySchemes.values();
  if (!properties?.node || !member || !scheme || others.length > 0 || properties.parameterSetsMember || properties.parameters.length === 0) return undefined;
  return inProperties(replaceMemberValue(properties.document, properties.node, member, {}), {
    at: (broken) => {
      const key = broken.definition?.securitySchemes.values().next().value?.keyRange;
      return key && { file: 'definition', range: key };
    },
    // Policies named the parameters that are gone.
    also: ['policy-connection-parameter-unknown'],
  });
});

/** Security of the definition taken away. What requires the scheme then requires one that does not exist. */
function withoutSchemes({ document, root }: DefinitionModel, at: Breakage['at']): Breakage | undefined {
  const member: SyntaxMember | undefined = memberOf(root, 'securityDefinitions');
  return member && inFile('definition', removeMember(document, root, member), { at, also: ['security-scheme-undefined'] });
}

const secretParameterUnsent = ofBoth('secret-parameter-unsent', (definition, _random, { properties, script }) => {
  const parameter = properties?.parameters.find(({ type }) => type === 'securestring');
  if (!parameter || properties?.oauth.length || properties?.expressions.length || script || definition.securitySchemes.size === 0 || definition.document.text.includes('connectionParameters(')) return undefined;
  return withoutSchemes(definition, (broken) => atProperties(broken.properties?.parameters.find(({ name }) => name === parameter.name)?.member.keyRange));
});

const oauthSchemeMissing = ofBoth('oauth-scheme-missing', (definition, _random, { properties }) => {
  const oauth = properties?.oauth.find(({ parameter }) => parameter.setName === undefined);
  if (!oauth || ![...definition.securitySchemes.values()].some(({ value }) => textOf(valueOf(value, 'type')) === 'oauth2')) return undefined;
  return withoutSchemes(definition, (broken) => atProperties(sameSignIn(broken, oauth)?.parameter.member.keyRange));
});

const oauthFlow = ofBoth('oauth-flow', ({ document, securitySchemes }, random) => {
  const flow = random.one([...securitySchemes.values()].flatMap(({ value }) => valueOf(value, 'flow') ?? []).filter(({ value }) => value === 'accessCode'));
  return flow && inFile('definition', replaceScalar(document, flow, random.one(['implicit', 'application', 'accesscode']) ?? ''), { restores: true });
});

const oauthUrlDiffers = ofBoth('oauth-url-differs', (definition, random, { properties }) => {
  const pair = properties && onlyOAuth2(definition, properties);
  const name = random.one(['authorizationUrl', 'tokenUrl']) ?? '';
  const url = valueOf(pair?.scheme, name);
  if (!pair || !url || textOf(url) === undefined || url.value !== customParameter(pair.oauth, name)?.value?.value) return undefined;
  return inFile('definition', replaceScalar(definition.document, url, `${String(url.value).replace(/\/+$/, '')}/v${random.below(9)}`), { restores: true });
});

const oauthScopesDiffer = ofBoth('oauth-scopes-differ', (definition, random, { properties }) => {
  const pair = properties && onlyOAuth2(definition, properties);
  const scopes = memberOf(pair?.scheme, 'scopes');
  if (!pair || scopes?.value.kind !== 'object' || scopes.value.members?.length === 0 || pair.oauth.block.scopes.length === 0) return undefined;
  const scope = `shelf.read${random.below(1000)}`;
  return inFile('definition', insertMember(definition.document, scopes.value, scope, 'Read the shelf'), {
    at: (broken) => {
      const member = broken.definition && broken.properties && memberOf(onlyOAuth2(broken.definition, broken.properties)?.scheme, 'scopes');
      return member && { file: 'definition', range: member.keyRange };
    },
  });
});

const parametersAndSets = ofProperties('parameters-and-sets', ({ document, node, parameters, parameterSetsMember, connectionParametersMember }) => {
  if (parameterSetsMember || !connectionParametersMember || parameters.length === 0) return undefined;
  const parameter = { type: 'string', uiDefinition: { displayName: 'Region', constraints: { required: 'true' } } };
  const sets = { uiDefinition: { displayName: 'Sign-in', description: 'How to sign in.' }, values: [{ name: 'region', uiDefinition: { displayName: 'Region', description: 'By region.' }, parameters: { shelf_region: parameter } }] };
  return inProperties(insertMember(document, node, 'connectionParameterSets', sets), { at: (broken) => atProperties(broken.properties?.connectionParametersMember?.keyRange) });
});

export const securityMutations: readonly Mutation[] = [
  clientSecretInFile, secretInFile, securitySchemeUndefined, securitySeveralSchemes, securitySchemeUnserved, secretParameterUnsent, oauthSchemeMissing,
  oauthFlow, oauthUrlDiffers, oauthScopesDiffer, parametersAndSets, ...oauthMutations,
];
