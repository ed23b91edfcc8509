import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember, replaceMemberValue, replaceScalar } from '../../fixes/node-edits.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { memberOf, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { HOST_FORM, hostOf, type Host } from './host-address.ts';

const ADDRESS = /^\s*(?:https?:)?\/{0,2}([^{}/ :\\]+(?::\d+)?)(\/[^?#\s]*)?\s*$/i;

export const hostForm: Rule = {
  id: 'host-form',
  severity: 'warning',
  profile: 'build',
  title: 'The host is a name, with a port at most.',
  explanation: 'The protocol belongs in `schemes` and the path in `basePath`; a part that differs between connections is set by the policy *Set host URL*. With any of them inside `host`, the address that the platform puts together is wrong.',
  source: 'OpenAPI 2.0, host: "This MUST be the host only and does not include the scheme nor sub-paths … does not support path templating."',
  published: 1,
  bad: { definition: '{ "host": "https://shelf.contoso.com" }' },
  good: { definition: '{ "host": "shelf.contoso.com" }' },
  check: ({ definition }, report) => {
    const host = definition && hostOf(definition);
    if (!definition || !host || HOST_FORM.test(host.text)) return;
    report({ file: 'definition', range: host.member.value.range, message: `The host "${host.text}" ${faultOf(host.text)}`, fixes: () => fixesFor(definition, host) });
  },
};

function faultOf(text: string): string {
  if (/[{}]/.test(text)) return 'has a part in braces, which nothing fills in. Write a host that exists, and set the real one with the policy "Set host URL" (dynamichosturl).';
  if (/^\s*[a-z]+:\/\//i.test(text)) return 'begins with a protocol, which belongs in "schemes". Write the name of the server alone.';
  if (text.includes('/')) return 'goes on with a path, which belongs in "basePath". Write the name of the server alone.';
  return 'is not the name of a server. Write one such as "api.contoso.com", with a port at most.';
}

function fixesFor({ document, root }: DefinitionModel, { member, text }: Host): Fix[] {
  const [, name, path = ''] = ADDRESS.exec(text) ?? [];
  if (name === undefined) return [];
  const bare = replaceScalar(document, member.value, name);
  const lead = path.replace(/\/+$/, '');
  if (lead === '') return fileFixes('definition', `Write "${name}"`, true, bare);
  const base = memberOf(root, 'basePath');
  const former = textOf(base?.value)?.replace(/^\/+/, '') ?? '';
  const basePath = former === '' ? lead : `${lead}/${former}`;
  const moved = base ? replaceMemberValue(document, root, base, basePath) : insertMember(document, root, 'basePath', basePath);
  return fileFixes('definition', `Write "${name}", and "${basePath}" as the base path`, false, [...bare, ...moved]);
}
