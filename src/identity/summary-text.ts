/** What a finished run leaves to read: Markdown. */
import { code, plain } from './markdown.ts';
import type { ApplyResult, StepId } from './plan-model.ts';

export interface SummaryLinks {
  readonly appRegistration?: string;
  readonly connector?: string;
  /** Where connections to the connector are made. */
  readonly connection?: string;
}

const STEP_NAMES: Readonly<Record<StepId, string>> = {
  application: 'App registration',
  permissions: 'API permissions',
  servicePrincipal: 'Service principal',
  securityBlock: 'Security block',
  connector: 'Connector',
  redirectUri: 'Redirect URI',
  federatedCredential: 'Federated credential',
};

const DONE: Readonly<Record<'create' | 'change' | 'keep', string>> = { create: 'created', change: 'changed', keep: 'was as it should be' };

export function renderSummary(result: ApplyResult, links: SummaryLinks): string {
  const wrote = result.performed.some(({ action }) => action !== 'keep');
  const newTrust = result.performed.some(({ id, action }) => action !== 'keep' && (id === 'federatedCredential' || id === 'application' || id === 'redirectUri'));
  const list = [
    ...(links.appRegistration ? [`- [Open the app registration](${links.appRegistration})`] : []),
    ...(links.connector ? [`- [Open the connector in the maker portal](${links.connector})`] : []),
    ...(links.connection ? [`- [Make a connection](${links.connection})`] : []),
  ];
  return [
    `# ${plain(result.applicationDisplayName)}: ${wrote ? 'no secret needed any more' : 'nothing had to be done'}`,
    '',
    `The connector ${code(result.connectorName)} in ${code(result.environment)} signs in as the app registration ${code(result.appId)} with a managed identity.`,
    '',
    '| resource | |',
    '|---|---|',
    ...result.performed.map(({ id, action }) => `| ${STEP_NAMES[id]} | ${DONE[action]} |`),
    '',
    '## The trust',
    '',
    '| value | |',
    '|---|---|',
    `| Issuer | ${cell(result.issuer)} |`,
    `| Subject | ${cell(result.subject)} |`,
    `| Audience | ${cell(result.audience)} |`,
    `| Redirect URL | ${cell(result.redirectUrl)} |`,
    '',
    '## Next',
    '',
    ...(newTrust ? ['- Wait a few minutes before the first connection. Microsoft Entra needs them to make the new trust known, and a try that comes too early makes it take longer.'] : []),
    '- Run **Test Connection** to make a connection and call an operation.',
    ...(wrote ? ['- Connections made before keep the old sign-in settings: delete them and connect again.'] : []),
    ...list,
    ...(result.remarks.length > 0 ? ['', '## Remarks', '', ...result.remarks.map((remark) => `- ${plain(remark)}`)] : []),
    '',
  ].join('\n');
}

function cell(value: string): string {
  return code(value).replaceAll('|', '\\|');
}
