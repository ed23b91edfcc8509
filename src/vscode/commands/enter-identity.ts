/** The way by hand: the maker portal's Security page shows what the service did not answer; the user pastes it here. */
import * as vscode from 'vscode';
import type { Cloud } from '../../cloud/clouds.ts';
import type { Finding } from '../../identity/finding.ts';
import type { IdentityTarget } from '../../identity/plan-model.ts';
import { lintGeneratedIdentity, type GeneratedValues } from '../../identity/identity-lint.ts';
import { runWizard, type WizardStep } from '../wizard/multi-step.ts';
import { openExternalLink } from './external-link.ts';
import { connectorLink } from './portal-links.ts';

type Field = 'redirectUrl' | 'issuer' | 'subject';
type Values = Readonly<Partial<Record<Field, string>>>;

/** Opens the connector's Security page and asks for what stands there; each value is checked as it is typed. */
export async function enterIdentity(cloud: Cloud, target: IdentityTarget, connectorName: string): Promise<GeneratedValues> {
  await openExternalLink(connectorLink(cloud, target.environment, connectorName, 'security'));
  const lint = (values: Values) => lintGeneratedIdentity(values, { tenantId: target.tenantId, cloud });
  const values = await runWizard<Values>(vscode.l10n.t('Identity of {0}', connectorName), {}, [
    enter('redirectUrl', vscode.l10n.t('Redirect URL, from the Security page of the connector in the maker portal'), lint),
    enter('issuer', vscode.l10n.t('Issuer, shown under Managed identity'), lint, `${cloud.login}/${target.tenantId}/v2.0`),
    enter('subject', vscode.l10n.t('Subject, shown under Managed identity'), lint),
  ]);
  return { ...values, audience: cloud.federatedAudience };
}

function enter(field: Field, prompt: string, lint: (values: Values) => ReturnType<typeof lintGeneratedIdentity>, suggestion?: string): WizardStep<Values> {
  return {
    ask: async (values, { input }) => ({
      [field]: await input({
        prompt,
        value: values[field] ?? suggestion,
        validate: (value) => {
          if (value === '') return vscode.l10n.t('Paste the value from the maker portal.');
          const findings = lint({ ...values, [field]: value });
          const finding = findings.find(({ severity }) => severity === 'error') ?? findings[0];
          return finding && { message: wordsOf(finding), severity: severities[finding.severity] };
        },
      }),
    }),
  };
}

function wordsOf({ message, expected }: Finding): string {
  return expected === undefined ? message : vscode.l10n.t('{0} Expected: {1}', message, expected);
}

const severities = {
  error: vscode.InputBoxValidationSeverity.Error,
  warning: vscode.InputBoxValidationSeverity.Warning,
  information: vscode.InputBoxValidationSeverity.Info,
} as const;
