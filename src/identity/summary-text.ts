/** What a finished run leaves to read, in the form of the plan it came from. */
import { comment, singleLine } from './diff-lines.ts';
import type { Action, ApplyResult, Plan, StepId } from './plan-model.ts';

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

const DONE: Readonly<Record<Action, string>> = { create: '+ created', change: '! changed', keep: '  kept' };

export function renderSummary({ connectorTitle, target }: Plan, result: ApplyResult, links: SummaryLinks): string {
  const wrote = result.performed.some(({ action }) => action !== 'keep');
  const newTrust = result.performed.some(({ id, action }) => action !== 'keep' && (id === 'federatedCredential' || id === 'application' || id === 'redirectUri'));
  const next = [
    ...(newTrust ? ['Wait a few minutes before the first connection. Microsoft Entra needs them to make the new trust known, and a try that comes too early makes it take longer.'] : []),
    'Run Test Connection to make a connection and call an operation.',
    ...(wrote ? ['Connections made before keep the old sign-in settings: delete them and connect again.'] : []),
  ];
  return [
    `# ${singleLine(connectorTitle)}: ${wrote ? 'no secret needed any more' : 'nothing had to be done'}`,
    '#',
    ...facts('# ', [
      ['Connector', result.connectorName],
      ['Environment', `${target.environmentDisplayName} (${result.environment})`],
      ['App', `${result.applicationDisplayName} (${result.appId})`],
    ]),
    '',
    ...result.performed.map(({ id, action }) => `${DONE[action].padEnd(11)}${STEP_NAMES[id]}`),
    '',
    '# The trust, the same in connector and app registration',
    ...facts('  ', [['issuer', result.issuer], ['subject', result.subject], ['audience', result.audience], ['redirect URL', result.redirectUrl]]),
    '',
    '# Next',
    '#',
    ...list(next),
    ...section('Open', facts('  ', [['App registration', links.appRegistration], ['Connector', links.connector], ['Connections', links.connection]])),
    ...section('Good to know', list(result.remarks)),
    '',
  ].join('\n');
}

function facts(indent: string, named: readonly (readonly [name: string, value: string | undefined])[]): string[] {
  const width = Math.max(...named.map(([name]) => name.length)) + 2;
  return named.flatMap(([name, value]) => (value === undefined ? [] : [`${indent}${name.padEnd(width)}${singleLine(value)}`]));
}

function list(sentences: readonly string[]): string[] {
  return sentences.flatMap((sentence) => comment(sentence, '# - ', '#   '));
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `# ${title}`, '#', ...lines];
}
