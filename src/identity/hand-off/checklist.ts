/** A hand-off as a checklist for the Entra portal, in Markdown. Values stand in code blocks, so that they are copied exactly. */
import type { HandOff } from './hand-off-model.ts';
import { markdownCode, markdownLink, markdownText } from './markdown-quoting.ts';

/** @param appLink the portal's page of an existing app; undefined where it is not registered yet */
export function handOffChecklist(handOff: HandOff, links: { readonly registrations: string; readonly app?: string }): string {
  const { app, credential, permissions, redirectUrl } = handOff;
  const steps = [
    app.kind === 'existing'
      ? [`Open the app registration ${links.app === undefined ? markdownCode(app.displayName) : markdownLink(app.displayName, links.app)} (client id ${markdownCode(app.appId)}).`]
      : [`${markdownLink('Register an application', links.registrations)} named ${markdownCode(app.displayName)}. Supported account types: accounts in this organizational directory only. No redirect URI yet.`],
    ...(app.kind === 'existing' ? [['Authentication, Supported account types: accounts in this organizational directory only.']] : []),
    ...(permissions ? [[`API permissions: of ${markdownText(permissions.resourceName)} the delegated permissions ${permissions.scopes.map(({ value }) => markdownCode(value)).join(', ')} are listed; add those that are missing and remove none. Grant admin consent where your policy asks for it.`]] : []),
    ['Overview, Managed application in local directory: if it says *Create Service Principal*, click it.'],
    ...(redirectUrl === undefined ? [] : [[`Authentication, platform *Web*: add this redirect URI and keep the others.`, ...value(redirectUrl)]]),
    ...(credential ? [[
      `Certificates & secrets, Federated credentials: add one for the scenario *Other issuer*${app.kind === 'existing' ? `, or correct the one named ${markdownCode(credential.name)}` : ''}. Entra compares upper and lower case: paste the values exactly.`,
      'Issuer:', ...value(credential.issuer), 'Subject identifier (Explicit):', ...value(credential.subject ?? ''), 'Audience:', ...value(credential.audiences.join(', ')), 'Name:', ...value(credential.name),
    ]] : []),
    app.kind === 'new' ? ['Send the *Application (client) ID* to the maker of the connector.'] : ['Tell the maker of the connector that it is done.'],
  ];
  return [
    `# Managed identity for ${markdownText(handOff.connectorTitle)}`,
    '',
    `Custom connector in ${markdownText(handOff.environmentDisplayName)}, tenant ${markdownCode(handOff.tenantId)}. No client secret is needed or made.`,
    '',
    ...steps.flatMap(([first, ...rest]) => [`- [ ] ${first ?? ''}`, ...rest.map((line) => (line === '' ? '' : `      ${line}`)), '']),
    ...(handOff.later.length > 0 ? ['## Afterwards', '', ...handOff.later.map(markdownText), ''] : ['The maker then runs *Verify Managed Identity*, which compares every value.', '']),
  ].join('\n');
}

/** An indented block within a list item. A fence longer than any run of backticks in the value. */
function value(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return ['', fence, text.replace(/[\r\n]+/g, ' '), fence, ''];
}
