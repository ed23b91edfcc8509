import { insertMember, replaceMemberValue, replaceScalar } from '../../fixes/node-edits.ts';
import type { OAuthView } from '../../model/connector-model.ts';
import { rangeOfValue, textOf } from '../../model/nodes.ts';
import { isManagedIdentity, settingOf } from '../../model/oauth-settings.ts';
import { customParameter } from '../../model/properties-model.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Report, Rule } from '../../rule.ts';
import { isKnown } from '../../standing-values.ts';
import { ASSERTION_TYPE, GRANT_TYPE } from '../../../connector/managed-identity-shape.ts';
import type { SyntaxDocument } from '../../../connector/syntax-node.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { placeOf } from './trust.ts';

export const managedIdentityAssertion: Rule = {
  id: 'managed-identity-assertion',
  severity: 'warning',
  profile: 'build',
  title: 'Managed identity is said twice: by `clientAssertionType` and by `grantType`.',
  explanation: 'Every block that the platform exports has both. With one of them alone the service has no secret and may not take the block for one with managed identity.',
  source: 'Three exports and the generator connectorAuthTemplates.ts in managedBlog/graph-connector-factory-v2.',
  bad: managedIdentityExample({ customParameters: { grantType: undefined } }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      aboutAssertion(properties.document, oauth, report);
      if (isManagedIdentity(oauth)) aboutGrant(properties.document, oauth, report);
    }
  },
};

function aboutAssertion(document: SyntaxDocument, oauth: OAuthView, report: Report): void {
  const member = settingOf(oauth, 'clientAssertionType');
  const text = textOf(member?.value);
  if (text?.toLowerCase() === ASSERTION_TYPE.toLowerCase()) return;
  const misspelt = text !== undefined && nearest(text, [ASSERTION_TYPE]) !== undefined;
  // Another assertion in a block without managed identity is not known to be wrong.
  if (!isManagedIdentity(oauth) && !misspelt) return;
  const fixes = (): Fix[] => {
    const edits = member ? replaceMemberValue(document, oauth.node, member, ASSERTION_TYPE) : insertMember(document, oauth.node, 'clientAssertionType', ASSERTION_TYPE);
    return [{ title: member ? `Write "${ASSERTION_TYPE}"` : `Add "clientAssertionType": "${ASSERTION_TYPE}"`, safe: misspelt, changes: [{ file: 'properties', edits }] }];
  };
  const message = member
    ? `The assertion of managed identity is called "${ASSERTION_TYPE}". Write that.`
    : `The grant type is that of managed identity, but "clientAssertionType" is missing, which stands where the client secret was. Add it, with "${ASSERTION_TYPE}".`;
  report({ file: 'properties', range: member ? rangeOfValue(member) : oauth.member.keyRange, message, fixes });
}

function aboutGrant(document: SyntaxDocument, oauth: OAuthView, report: Report): void {
  const parameter = customParameter(oauth, 'grantType');
  const node = parameter?.value;
  const text = textOf(node);
  if (text?.toLowerCase() === GRANT_TYPE || (text !== undefined && !isKnown(text))) return;
  const container = oauth.customParameters?.value;
  const fixes = (): Fix[] => {
    if (container?.kind !== 'object') return [];
    const edits = !parameter ? insertMember(document, container, 'grantType', { value: GRANT_TYPE })
      : node?.kind === 'string' ? replaceScalar(document, node, GRANT_TYPE) : replaceMemberValue(document, container, parameter.member, { value: GRANT_TYPE });
    return [{ title: parameter ? `Write "${GRANT_TYPE}"` : 'Add "grantType"', safe: text !== undefined && nearest(text, [GRANT_TYPE]) !== undefined, changes: [{ file: 'properties', edits }] }];
  };
  const range = parameter ? (node?.kind === 'string' ? node.range : parameter.member.keyRange) : placeOf(oauth.customParameters, oauth.member);
  const what = parameter ? `The grant type${text === undefined ? '' : ` "${text}"`} is not that of managed identity` : 'The block has the assertion of managed identity, but no grantType';
  report({ file: 'properties', range, message: `${what}. Its customParameters say "grantType": { "value": "${GRANT_TYPE}" }.`, fixes });
}
