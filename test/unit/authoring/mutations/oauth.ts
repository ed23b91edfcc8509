/** Breaks inside a sign-in: the rules of `security` that read apiProperties alone. */
import { customParameter as knownParameter, identityProvider } from '../../../../src/authoring/catalogue/identity-providers.ts';
import { insertItem, insertMember, removeMember, renameKey, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { OAuthView } from '../../../../src/authoring/model/connector-model.ts';
import { memberLike, textOf } from '../../../../src/authoring/model/nodes.ts';
import { claimOf, claimOwner, federationOf, settingOf } from '../../../../src/authoring/model/oauth-settings.ts';
import { customParameter } from '../../../../src/authoring/model/properties-model.ts';
import { isKnown } from '../../../../src/authoring/standing-values.ts';
import type { SyntaxMember } from '../../../../src/connector/syntax-node.ts';
import { inOtherCase, misspelt } from './misspelt.ts';
import type { Mutation } from './mutation.ts';
import { atProperties, inProperties, ofProperties, ofSignIn, sameSignIn } from './properties-edits.ts';

const oauthParameterName = ofSignIn('oauth-parameter-name', ({ parameter }, random, { document }) => {
  if (parameter.name !== 'token') return undefined;
  const claims = (parameter.container.members ?? []).filter(({ key }) => claimOwner(key) === 'token');
  return inProperties(renameKey(document, parameter.member, random.one(['Token', 'auth', 'sign_in']) ?? ''), {
    restores: claims.length === 0,
    // The claims of the sign-in are left without their owner; the others say what they said before, with another name in it.
    also: ['token-claim-owner', 'client-id-missing', 'oauth-scheme-missing', 'connection-parameter-display-name'],
  });
});

const oauthSettingsMissing = ofSignIn('oauth-settings-missing', (oauth, random, { document }) => {
  const edits = random.below(2) === 0 ? removeMember(document, oauth.parameter.node, oauth.member) : replaceMemberValue(document, oauth.parameter.node, oauth.member, random.one([null, 'none', []]));
  return inProperties(edits, {
    at: ({ properties }) => {
      const same = properties?.parameters.find(({ name, setName }) => name === oauth.parameter.name && setName === oauth.parameter.setName);
      return atProperties(memberLike(same?.node, 'oAuthSettings')?.keyRange ?? same?.member.keyRange);
    },
  });
});

const tokenClaimOwner = ofProperties('token-claim-owner', ({ document, connectionParametersMember, parameters }, random) => {
  const claim = random.one(parameters.filter(({ name }) => claimOwner(name) === 'token'));
  // The sign-in has lost its part: the client id or resource that it gave, and what policies name.
  if (claim) return inProperties(renameKey(document, claim.member, claim.name.replace('token', 'sign_in')), { also: ['client-id-missing', 'custom-parameter-missing', 'policy-connection-parameter-unknown'] });
  const container = connectionParametersMember?.value;
  return container?.kind === 'object' ? inProperties(insertMember(document, container, 'shelf:TenantId', { type: 'string' })) : undefined;
});

const identityProviderUnknown = ofSignIn('identity-provider-unknown', ({ node, provider, providerNode }, random, { document }) => {
  const member = memberLike(node, 'identityProvider');
  if (!member || !providerNode || provider === undefined) return undefined;
  switch (random.below(3)) {
    case 0: return inProperties(removeMember(document, node, member), { at: (broken) => atProperties(broken.properties?.oauth.find((one) => one.providerNode === undefined)?.member.keyRange) });
    case 1: return inProperties(replaceScalar(document, providerNode, 'shelfsignin'));
    default: return inProperties(replaceScalar(document, providerNode, misspelt(provider, random)), { restores: true });
  }
});

const clientIdMissing = ofSignIn('client-id-missing', (oauth, random, { document }) => {
  const member = settingOf(oauth, 'clientId');
  if (!member || !textOf(member.value)?.trim() || claimOf(oauth.parameter, 'clientId') || oauth.customParameters?.value.members?.some(({ key }) => /clientid$/i.test(key))) return undefined;
  const empty = random.below(2) === 0;
  const edits = empty ? replaceScalar(document, member.value, '') : removeMember(document, oauth.node, member);
  return inProperties(edits, { at: (broken) => {
    const same = sameSignIn(broken, oauth);
    return atProperties(empty && same ? settingOf(same, 'clientId')?.value.range : same?.member.keyRange);
  } });
});

const scopesForm = ofSignIn('scopes-form', (oauth, random, { document }) => {
  const member = settingOf(oauth, 'scopes');
  if (member?.value.kind !== 'array') return undefined;
  switch (random.below(3)) {
    case 0: return inProperties(removeMember(document, oauth.node, member), { at: (broken) => atProperties(sameSignIn(broken, oauth)?.member.keyRange) });
    // As text it may be read as other scopes than the definition has.
    case 1: return inProperties(replaceMemberValue(document, oauth.node, member, 'read'), { also: ['oauth-scopes-differ'] });
    default: return inProperties(insertItem(document, member.value, 7));
  }
});

const scopeEntrySeveral = ofSignIn('scope-entry-several', (oauth, random, { document }) => {
  const item = random.one((settingOf(oauth, 'scopes')?.value.items ?? []).filter(({ value }) => typeof value === 'string' && /^[\w.:/-]+$/.test(value)));
  if (!item) return undefined;
  // One of the two scopes is new to the definition.
  return inProperties(replaceScalar(document, item, `${String(item.value)}${random.one([' ', ',', ', ']) ?? ''}shelf.read`), { also: ['oauth-scopes-differ'] });
});

function required(oauth: OAuthView): SyntaxMember[] {
  const provider = identityProvider(oauth.provider ?? '');
  return (oauth.customParameters?.value.members ?? []).filter(({ key }) => provider && knownParameter(provider, key)?.required);
}

const customParameterMissing = ofSignIn('custom-parameter-missing', (oauth, random, { document }) => {
  const member = random.one(required(oauth));
  if (!member || !oauth.customParameters || claimOf(oauth.parameter, member.key)) return undefined;
  // The resource has a second place.
  if (member.key.toLowerCase() === 'resourceuri' && memberLike(federationOf(oauth).properties?.value, 'AzureActiveDirectoryResourceId')) return undefined;
  return inProperties(removeMember(document, oauth.customParameters.value, member), { at: (broken) => atProperties(sameSignIn(broken, oauth)?.customParameters?.keyRange) });
});

const customParameterMisspelt = ofSignIn('custom-parameter-misspelt', (oauth, random, { document }) => {
  const provider = identityProvider(oauth.provider ?? '');
  const member = random.one((oauth.customParameters?.value.members ?? []).filter(({ key }) => provider?.customParameters.some(({ name }) => name === key)));
  return member && inProperties(renameKey(document, member, misspelt(member.key, random)), { restores: true });
});

const customParameterTwice = ofSignIn('custom-parameter-twice', ({ customParameters }, random, { document }) => {
  const member = random.one(customParameters?.value.members ?? []);
  if (!member || !customParameters) return undefined;
  const value = random.one([textOf(memberLike(member.value, 'value')?.value) ?? '', 'https://shelf.contoso.com']);
  return inProperties(insertMember(document, customParameters.value, inOtherCase(member.key, random), { value }), { restores: true });
});

const customParameterValue = ofSignIn('custom-parameter-value', ({ customParameters }, random, { document }) => {
  const member = random.one((customParameters?.value.members ?? []).filter(({ value }) => typeof memberLike(value, 'value')?.value.value === 'string'));
  const inner = memberLike(member?.value, 'value');
  if (!member || !inner || !customParameters) return undefined;
  switch (random.below(4)) {
    case 0: return inProperties(replaceScalar(document, inner.value, null));
    case 1: return inProperties(replaceScalar(document, inner.value, true));
    case 2: return inProperties(replaceMemberValue(document, customParameters.value, member, String(inner.value.value)));
    default: return inProperties(replaceMemberValue(document, customParameters.value, member, {}), { at: ({ properties }) => atProperties(properties?.oauth.flatMap((one) => one.customParameters?.value.members ?? []).find(({ value }) => value.members?.length === 0)?.keyRange) });
  }
});

const oauthUrlHttps = ofSignIn('oauth-url-https', (oauth, random, { document }) => {
  const provider = identityProvider(oauth.provider ?? '');
  const urls = (oauth.customParameters?.value.members ?? []).filter(({ key }) => provider && knownParameter(provider, key)?.kind === 'url').flatMap(({ value }) => memberLike(value, 'value')?.value ?? []);
  const node = random.one(urls.filter(({ value }) => typeof value === 'string' && value.startsWith('https://') && isKnown(value)));
  // For the definition it is another URL, too.
  return node && inProperties(replaceScalar(document, node, String(node.value).replace('https', 'http')), { restores: true, also: ['oauth-url-differs'] });
});

const redirectMode = ofSignIn('redirect-mode', (oauth, random, { document }) => {
  const member = settingOf(oauth, 'redirectMode');
  const mode = textOf(member?.value);
  if (!member || mode === undefined || !['Global', 'GlobalPerConnector', 'Direct'].includes(mode)) return undefined;
  switch (random.below(4)) {
    case 0: return inProperties(removeMember(document, oauth.node, member), { at: (broken) => atProperties(sameSignIn(broken, oauth)?.member.keyRange) });
    case 1: return inProperties(replaceScalar(document, member.value, 'Somewhere'));
    case 2: return inProperties(replaceScalar(document, member.value, misspelt(mode, random)), { restores: true });
    default: return inProperties(replaceScalar(document, member.value, inOtherCase(mode, random)), { restores: true });
  }
});

const redirectUrl = ofSignIn('redirect-url', (oauth, random, { document }) => {
  const member = settingOf(oauth, 'redirectUrl');
  const url = textOf(member?.value);
  if (!member || url === undefined || !isKnown(url)) return undefined;
  if (random.below(3) === 0) return inProperties(replaceMemberValue(document, oauth.node, member, [url]), { at: (broken) => {
    const same = sameSignIn(broken, oauth);
    return atProperties(same && settingOf(same, 'redirectUrl')?.keyRange);
  } });
  return inProperties(replaceScalar(document, member.value, random.one([url.replace('https', 'http'), 'https://shelf.contoso.com/signed-in', `${url}?shelf=1`]) ?? ''));
});

const redirectUrlMode = ofSignIn('redirect-url-mode', (oauth, _random, { document }) => {
  const url = settingOf(oauth, 'redirectUrl');
  const mode = textOf(settingOf(oauth, 'redirectMode')?.value);
  if (mode !== 'Global' && mode !== 'GlobalPerConnector') return undefined;
  const other = `https://global.consent.azure-apim.net/redirect${mode === 'Global' ? '/shelf' : ''}`;
  if (textOf(url?.value) === other) return undefined;
  const edits = url ? replaceMemberValue(document, oauth.node, url, other) : insertMember(document, oauth.node, 'redirectUrl', other);
  return inProperties(edits, { at: (broken) => {
    const same = sameSignIn(broken, oauth);
    return atProperties(same && settingOf(same, mode === 'Global' ? 'redirectMode' : 'redirectUrl')?.value.range);
  } });
});

const aadResourceDiffers = ofSignIn('aad-resource-differs', (oauth, random, { document }) => {
  const node = memberLike(federationOf(oauth).properties?.value, 'AzureActiveDirectoryResourceId')?.value;
  const uri = textOf(customParameter(oauth, 'resourceUri')?.value);
  if (!node || !isKnown(uri) || node.value !== uri) return undefined;
  return inProperties(replaceScalar(document, node, random.one([`${uri.replace(/\/+$/, '')}/v2`, 'https://vault.azure.net', '00000000-0000-0000-0000-000000000009']) ?? ''), { restores: true });
});

const isFirstParty = ofSignIn('is-first-party', (oauth, random, { document }) => {
  const node = memberLike(federationOf(oauth).properties?.value, 'IsFirstParty')?.value;
  if (node?.value !== 'False') return undefined;
  return random.below(3) === 0 ? inProperties(replaceScalar(document, node, 'No')) : inProperties(replaceScalar(document, node, false), { restores: true });
});

export const oauthMutations: readonly Mutation[] = [
  oauthParameterName, oauthSettingsMissing, tokenClaimOwner, identityProviderUnknown, clientIdMissing, scopesForm, scopeEntrySeveral, customParameterMissing,
  customParameterMisspelt, customParameterTwice, customParameterValue, oauthUrlHttps, redirectMode, redirectUrl, redirectUrlMode, aadResourceDiffers,
  isFirstParty,
];
