import { microsoftApi } from '../../catalogue/microsoft-apis.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import { settingOf } from '../../model/oauth-settings.ts';
import { customParameter } from '../../model/properties-model.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isKnown } from '../../standing-values.ts';
import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

/** Scopes of sign-in itself, which go with every resource (Entra docs, OpenID Connect scopes). */
const OPENID: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

export const managedIdentityScopes: Rule = {
  id: 'managed-identity-scopes',
  severity: 'warning',
  profile: 'build',
  title: 'The scopes are of one resource, the block\'s, and of one form.',
  explanation: 'A token is for one API. A scope is a name (`User.Read`) of the block\'s resource, or a whole URI of it (`https://graph.microsoft.com/User.Read`): a URI of another API asks for a token that the block cannot get, both forms side by side are read in two ways, and `/.default`, which stands for all that was consented to, cannot be combined with others (AADSTS70011).',
  source: 'learn.microsoft.com, Entra, scopes and permissions (.default); Power Platform puts the Resource URL before names, as makers report of the identity provider aad.',
  bad: managedIdentityExample({ scopes: ['User.Read', 'https://vault.azure.net/user_impersonation'] }),
  good: managedIdentityExample({ scopes: ['User.Read', 'offline_access'] }),
  check: ({ properties }, report) => {
    for (const { oauth } of trustsOf(properties)) {
      const list = settingOf(oauth, 'scopes')?.value;
      const resource = textOf(customParameter(oauth, 'resourceUri')?.value);
      const scopes = (list?.items ?? []).flatMap((node) => scopeOf(node));
      if (!properties || scopes.length === 0) continue;
      const foreign = new Set(scopes.filter(({ api }) => api !== undefined && isKnown(resource) && !sameResource(api, resource)));
      for (const { node, api } of foreign) report({ file: 'properties', range: node.range, message: `This scope is of ${api}, and the block's resource is ${resource}. A token is for one API: remove the scope, or change ResourceUri.` });
      const own = scopes.filter((scope) => !foreign.has(scope));
      const all = own.find(({ name }) => name === '.default');
      if (all && own.length > 1) {
        report({ file: 'properties', range: all.node.range, message: '".default" stands for everything that was consented to and cannot be combined with other scopes. Keep it alone, or remove it.' });
        continue;
      }
      const whole = own.filter(({ api }) => api !== undefined);
      if (whole.length === own.length) continue;
      for (const { node, name } of whole) {
        const fixes = (): Fix[] => [{ title: `Write "${name}"`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, name) }] }];
        report({ file: 'properties', range: node.range, fixes, message: `This scope is a whole URI, and others are names alone. Write "${name}": the service puts the resource before it.` });
      }
    }
  },
};

/** `https://graph.microsoft.com/User.Read` → its API and its name; a name alone has no API. Sign-in's own scopes are left out. */
function scopeOf(node: SyntaxNode): { readonly node: SyntaxNode; readonly api?: string; readonly name: string }[] {
  const text = textOf(node)?.trim() ?? '';
  if (!isKnown(text) || OPENID.has(text.toLowerCase())) return [];
  const slash = text.lastIndexOf('/');
  return [/^[a-z][\w+.-]*:\/\//i.test(text) && slash > text.indexOf('://') + 2 ? { node, api: text.slice(0, slash), name: text.slice(slash + 1) } : { node, name: text }];
}

function sameResource(api: string, resource: string): boolean {
  const normal = (uri: string): string => uri.replace(/^api:\/\//i, '').replace(/\/+$/, '').toLowerCase();
  if (normal(api) === normal(resource)) return true;
  const known = microsoftApi(api);
  return known !== undefined && known.template === undefined && known === microsoftApi(resource);
}
