/**
 * No published connector has managed identity. Each mutation makes a sound block of one of those with Microsoft Entra
 * first, by the function that the wizard uses, and breaks that.
 */
import { insertItem, insertMember, removeMember, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import { propertiesModel } from '../../../../src/authoring/model/properties-model.ts';
import type { OAuthView } from '../../../../src/authoring/model/connector-model.ts';
import { memberLike } from '../../../../src/authoring/model/nodes.ts';
import { claimOf, federationOf, settingOf } from '../../../../src/authoring/model/oauth-settings.ts';
import { customParameter } from '../../../../src/authoring/model/properties-model.ts';
import { CONNECTORS_APPLICATION_ID, encodeGuid, formatSubject } from '../../../../src/connector/connector-subject.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { CHINA_ENTRA, PUBLIC_ENTRA, US_GOVERNMENT_ENTRA, type EntraCloud } from '../../../../src/connector/entra-clouds.ts';
import { managedIdentityEdits } from '../../../../src/connector/managed-identity-shape.ts';
import { parseDocument, type SyntaxDocument, type SyntaxMember, type SyntaxNode } from '../../../../src/connector/syntax-tree.ts';
import type { TextEdit, TextRange } from '../../../../src/connector/connector.ts';
import { inOtherCase, misspelt } from './misspelt.ts';
import type { Mutation, Random } from './mutation.ts';
import { atProperties, BASE64URL, HEX, inFile, ofSignIn, randomText, sameSignIn } from './properties-edits.ts';

const RESOURCES: Readonly<Record<string, string>> = { pub: 'https://graph.microsoft.com', usg: 'https://graph.microsoft.us', chn: 'https://microsoftgraph.chinacloudapi.cn' };

interface Sound {
  readonly document: SyntaxDocument;
  readonly oauth: OAuthView;
  readonly cloud: EntraCloud;
  readonly tenantId: string;
  readonly apiName: string;
}

type Fault = readonly [edits: readonly TextEdit[], at: (oauth: OAuthView) => TextRange | undefined, also?: readonly string[]];

function ofManagedIdentity(rule: string, breakIt: (sound: Sound, random: Random) => Fault | undefined): Mutation {
  return ofSignIn(rule, (oauth, random, properties) => {
    // Another way to sign in needs its own properties first, and what stands twice in a set is not told apart here.
    if (oauth.provider?.toLowerCase() !== 'aad') return undefined;
    const sound = withManagedIdentity(oauth, random, properties.document);
    const fault = sound && breakIt(sound, random);
    if (!sound || !fault) return undefined;
    const [edits, at, also] = fault;
    const whole = { range: { start: 0, end: properties.document.text.length }, newText: applyTextEdits(sound.document.text, edits) };
    return inFile('properties', [whole], { also, at: (broken) => {
      const same = sameSignIn(broken, oauth);
      return atProperties(same && at(same));
    } });
  });
}

function withManagedIdentity({ block, parameter }: OAuthView, random: Random, original: SyntaxDocument): Sound | undefined {
  const cloud = random.one([PUBLIC_ENTRA, PUBLIC_ENTRA, US_GOVERNMENT_ENTRA, CHINA_ENTRA]) ?? PUBLIC_ENTRA;
  const tenantId = guid(random);
  const apiName = `shelf-5f${randomText(HEX, 16, random)}`;
  const resource = RESOURCES[cloud.subjectCloud] ?? '';
  const text = applyTextEdits(original.text, managedIdentityEdits(original, block.pointer, {
    clientId: '@environmentVariables("contoso_ShelfClientId")',
    tenantId,
    loginUri: cloud.login,
    resourceUri: resource,
    scopes: random.one([['User.Read'], [], ['User.Read', 'offline_access']]) ?? [],
    issuer: `${cloud.login}/${tenantId}/v2.0`,
    audience: cloud.federatedAudience,
    subject: formatSubject(cloud.subjectCloud, tenantId, CONNECTORS_APPLICATION_ID, `unitedstates-002_${apiName}`),
    redirectUrl: `https://global.consent.azure-apim.net/redirect/${apiName}`,
  }));
  const document = parseDocument(text, original.format);
  const properties = document.root && propertiesModel(document, document.root);
  const oauth = properties?.oauth.find((one) => one.parameter.name === parameter.name && one.parameter.setName === parameter.setName);
  return oauth && { document, oauth, cloud, tenantId, apiName };
}

function guid(random: Random): string {
  const digits = randomText(HEX, 32, random);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const customOf = (name: string) => (oauth: OAuthView): TextRange | undefined => customParameter(oauth, name)?.value?.range;
const credentialOf = (name: 'issuer' | 'subject' | 'audience') => (oauth: OAuthView): TextRange | undefined => federationOf(oauth)[name]?.value.range;
const settingsKey = (oauth: OAuthView): TextRange | undefined => oauth.member.keyRange;
const customKey = (oauth: OAuthView): TextRange | undefined => oauth.customParameters?.keyRange;

function customNode(oauth: OAuthView, name: string): { readonly container: SyntaxNode; readonly member: SyntaxMember; readonly node: SyntaxNode } | undefined {
  const found = customParameter(oauth, name);
  return found?.value && oauth.customParameters ? { container: oauth.customParameters.value, member: found.member, node: found.value } : undefined;
}

const provider = ofManagedIdentity('managed-identity-provider', ({ document, oauth }, random) => {
  if (!oauth.providerNode) return undefined;
  // Their own parameters are missing then, and the certificate's are not.
  return [replaceScalar(document, oauth.providerNode, random.one(['GitHub', 'oauth2', 'aadcertificate']) ?? ''), (one) => one.providerNode?.range, ['custom-parameter-missing', 'oauth-scopes-differ']];
});

const assertion = ofManagedIdentity('managed-identity-assertion', ({ document, oauth }, random) => {
  const type = settingOf(oauth, 'clientAssertionType');
  const grant = customNode(oauth, 'grantType');
  if (!type || !grant) return undefined;
  switch (random.below(4)) {
    case 0: return [removeMember(document, oauth.node, type), settingsKey];
    case 1: return [replaceScalar(document, type.value, misspelt('GenericFederatedIdentityCredential', random)), (one) => settingOf(one, 'clientAssertionType')?.value.range];
    case 2: return [removeMember(document, grant.container, grant.member), customKey];
    default: return [replaceScalar(document, grant.node, random.one(['code', 'client_credentials']) ?? ''), customOf('grantType')];
  }
});

const secret = ofManagedIdentity('managed-identity-secret', ({ document, oauth }, random) => {
  const value = random.one([randomText(BASE64URL, 34, random), '[[SECRET]]', '']) ?? '';
  return [insertMember(document, oauth.node, 'clientSecret', value), (one) => settingOf(one, 'clientSecret')?.value.range];
});

const clientId = ofManagedIdentity('managed-identity-client-id', ({ document, oauth, tenantId }, random) => {
  const member = settingOf(oauth, 'clientId');
  if (!member) return undefined;
  if (random.below(3) === 0) return [removeMember(document, oauth.node, member), settingsKey];
  return [replaceScalar(document, member.value, random.one(['[[CLIENT ID]]', 'shelf', '', tenantId.slice(1)]) ?? ''), (one) => settingOf(one, 'clientId')?.value.range];
});

const tenant = ofManagedIdentity('managed-identity-tenant', ({ document, oauth, tenantId }, random) => {
  const found = customNode(oauth, 'tenantId');
  if (!found) return undefined;
  if (random.below(3) === 0) return [removeMember(document, found.container, found.member), customKey];
  return [replaceScalar(document, found.node, random.one(['common', 'organizations', 'contoso.onmicrosoft.com', `{${tenantId}}`, '<tenant>']) ?? ''), customOf('tenantId')];
});

const tenantClaim = ofManagedIdentity('managed-identity-tenant-claim', ({ document, oauth }) => {
  const claim = claimOf(oauth.parameter, 'TenantId');
  return claim && [removeMember(document, oauth.parameter.container, claim), (one) => one.parameter.member.keyRange];
});

const resource = ofManagedIdentity('managed-identity-resource', ({ document, oauth }, random) => {
  const found = customNode(oauth, 'resourceUri');
  const second = memberLike(federationOf(oauth).properties?.value, 'AzureActiveDirectoryResourceId');
  const inner = federationOf(oauth).properties?.value;
  if (!found || !second || !inner || claimOf(oauth.parameter, 'resourceUri')) return undefined;
  const edits = removeMember(document, found.container, found.member);
  return [random.below(2) === 0 ? edits : [...edits, ...removeMember(document, inner, second)], customKey];
});

const scopes = ofManagedIdentity('managed-identity-scopes', ({ document, oauth, cloud }, random) => {
  const list = settingOf(oauth, 'scopes')?.value;
  if (list?.kind !== 'array' || list.items?.length === 0) return undefined;
  const scope = random.one(['https://vault.azure.net/user_impersonation', `${RESOURCES[cloud.subjectCloud]}/.default`, `${RESOURCES[cloud.subjectCloud]}//Mail.Read`, '.default']) ?? '';
  return [insertItem(document, list, scope), (one) => settingOf(one, 'scopes')?.value.items?.at(-1)?.range];
});

const others = (cloud: EntraCloud): readonly EntraCloud[] => [PUBLIC_ENTRA, US_GOVERNMENT_ENTRA, CHINA_ENTRA].filter((one) => one !== cloud);

const loginHost = ofManagedIdentity('managed-identity-login-host', ({ document, oauth, cloud }, random) => {
  const found = customNode(oauth, 'loginUri');
  return found && [replaceScalar(document, found.node, random.one([...others(cloud).map(({ login }) => login), 'https://login.contoso.com']) ?? ''), customOf('loginUri')];
});

const credentials = ofManagedIdentity('managed-identity-credentials', ({ document, oauth }, random) => {
  const { properties, credentials: member, issuer, subject, audience } = federationOf(oauth);
  const part = random.one([issuer, subject, audience]);
  if (!properties || !member || !part) return undefined;
  switch (random.below(3)) {
    case 0: return [removeMember(document, properties.value, member), (one) => federationOf(one).properties?.keyRange];
    case 1: return [replaceMemberValue(document, properties.value, member, null), (one) => federationOf(one).credentials?.keyRange];
    default: return [removeMember(document, member.value, part), (one) => federationOf(one).credentials?.keyRange];
  }
});

const issuer = ofManagedIdentity('managed-identity-issuer', ({ document, oauth, cloud, tenantId }, random) => {
  const member = federationOf(oauth).issuer;
  const right = `${cloud.login}/${tenantId}/v2.0`;
  const wrong = random.one([
    `${right}/`, right.replace('/v2.0', ''), ` ${right}`, right.replace(tenantId, guid(random)), `https://sts.windows.net/${tenantId}/`, right.replace('login', 'Login'),
    right.replace(tenantId, 'common'), `${others(cloud)[0]?.login}/${tenantId}/v2.0`,
  ]) ?? '';
  return member && [replaceScalar(document, member.value, wrong), credentialOf('issuer')];
});

const audience = ofManagedIdentity('managed-identity-audience', ({ document, oauth, cloud }, random) => {
  const member = federationOf(oauth).audience;
  const right = cloud.federatedAudience;
  return member && [replaceScalar(document, member.value, random.one([inOtherCase(right, random), `${right} `, others(cloud)[1]?.federatedAudience ?? '', 'api://shelf', misspelt(right, random)]) ?? ''), credentialOf('audience')];
});

const subject = ofManagedIdentity('managed-identity-subject', ({ document, oauth, cloud, tenantId, apiName }, random) => {
  const member = federationOf(oauth).subject;
  const right = String(member?.value.value);
  if (!member) return undefined;
  const segment = encodeGuid(tenantId);
  const bytes = (tenantId.replaceAll('-', '').match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const bigEndian = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  /** The first character that is wrong and the length of what is marked. */
  const within = (part: string) => (one: OAuthView): TextRange | undefined => {
    const range = federationOf(one).subject?.value.range;
    const start = range && range.start + 1 + String(federationOf(one).subject?.value.value).indexOf(part);
    return start === undefined ? undefined : { start, end: start + part.length };
  };
  const other = encodeGuid(guid(random));
  const upper = segment.toUpperCase();
  const plugin = encodeGuid('58e835ab-2e39-46a9-b797-accce6633447');
  const ways: readonly Fault[] = [
    [replaceScalar(document, member.value, right.replace(segment, other)), within(other)],
    [replaceScalar(document, member.value, right.replace(segment, bigEndian)), within(bigEndian)],
    [replaceScalar(document, member.value, right.replace(segment, upper)), within(upper)],
    [replaceScalar(document, member.value, right.replace(encodeGuid(CONNECTORS_APPLICATION_ID), plugin)), within(plugin)],
    [replaceScalar(document, member.value, right.replace(`/c/${cloud.subjectCloud}/`, '/c/xyz/')), within('xyz')],
    ...[right.replace(segment, tenantId), right.replace(segment, btoa(tenantId)), right.replace(segment, `${segment}==`), `${right} `, right.replace('/eid1/', '/EID1/'), right.replace(`unitedstates-002_${apiName}`, ''), 'repo:contoso/shelf:ref:refs/heads/main']
      .map((text): Fault => [replaceScalar(document, member.value, text), credentialOf('subject')]),
  ];
  return random.one(ways);
});

const connector = ofManagedIdentity('managed-identity-connector', ({ document, oauth }, random) => {
  const member = settingOf(oauth, 'redirectUrl');
  const other = `library-5f${randomText(HEX, 16, random)}`;
  return member && [replaceScalar(document, member.value, `https://global.consent.azure-apim.net/redirect/${other}`), (one) => {
    const end = settingOf(one, 'redirectUrl')?.value.range.end;
    return end === undefined ? undefined : { start: end - 1 - other.length, end: end - 1 };
  }];
});

const redirectMode = ofManagedIdentity('managed-identity-redirect-mode', ({ document, oauth }, random) => {
  const member = settingOf(oauth, 'redirectMode');
  if (!member) return undefined;
  if (random.below(2) === 0) return [removeMember(document, oauth.node, member), settingsKey];
  // With the mode Global the connector's own URL is another's; certification asks for the mode, too.
  return [replaceScalar(document, member.value, random.one(['Global', 'Direct']) ?? ''), (one) => settingOf(one, 'redirectMode')?.value.range, ['redirect-url-mode', 'redirect-mode-global']];
});

export const identityMutations: readonly Mutation[] = [
  provider, assertion, secret, clientId, tenant, tenantClaim, resource, scopes, loginHost, credentials, issuer, audience, subject, connector, redirectMode,
];
