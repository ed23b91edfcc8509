/**
 * The commands that change something or talk to a service. What they do is loaded when the first one runs. The first argument is a
 * tree node, a file or folder, or nothing; a second one may hold answers to the questions, for keybindings and tests.
 */
import * as vscode from 'vscode';
import type { Studio } from '../studio.ts';
import { commandTarget } from './command-target.ts';
import type { OpenPlans } from './open-plans.ts';
import { requireTrust } from './require-trust.ts';

type Answers = Readonly<Record<string, unknown>>;

const bodies = () => import('./command-bodies.ts');

export function registerCommands(studio: Studio): vscode.Disposable[] {
  let openPlans: Promise<OpenPlans> | undefined;
  const plans = (): Promise<OpenPlans> => {
    openPlans ??= bodies().then((module) => {
      const created = new module.OpenPlans(studio.documents);
      studio.context.subscriptions.push(created);
      return created;
    });
    return openPlans;
  };
  const register = (command: string, title: string, body: (argument: unknown, answers: Answers) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(`connectorStudio.${command}`, (argument?: unknown, more?: unknown) => studio.run(title, () => {
      requireTrust();
      return body(argument, answersIn(more));
    }));

  return [
    register('newConnector', vscode.l10n.t('New Connector'), async (argument, answers) => {
      const { newConnector } = await bodies();
      return newConnector(studio, { ...(argument instanceof vscode.Uri ? { parent: argument } : {}), ...answers });
    }),
    register('deployConnector', vscode.l10n.t('Deploy Connector'), async (argument, answers) => {
      const [{ deployConnector }, { connector, environment }] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return deployConnector(studio, { connector, environment: environment?.name, ...answers });
    }),
    register('configureManagedIdentity', vscode.l10n.t('Configure Managed Identity'), async (argument, answers) => {
      const [{ configureManagedIdentity }, { connector, parameterPointer, environment }] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return configureManagedIdentity(studio, await plans(), { connector, parameterPointer, environment: environment?.name, ...answers });
    }),
    register('applyPlan', vscode.l10n.t('Apply Plan'), async (argument) => {
      const open = await plans();
      const changes = open.findChanges(argument);
      if (changes) return changes.apply();
      const { applyOpenPlan } = await bodies();
      return applyOpenPlan(studio, open, argument);
    }),
    register('discardPlan', vscode.l10n.t('Discard Plan'), async (argument) => {
      const open = await plans();
      const found = open.find(argument) ?? open.findChanges(argument);
      if (found) await open.close(found.key);
    }),
    register('handOffPlan', vscode.l10n.t('Hand Off to an Administrator'), async (argument, answers) => {
      const { handOffPlan } = await bodies();
      return handOffPlan(studio, await plans(), argument, answers);
    }),
    register('undoManagedIdentity', vscode.l10n.t('Undo Managed Identity'), async (argument, answers) => {
      const [{ undoManagedIdentity }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return undoManagedIdentity(studio, await plans(), { ...target, ...answers });
    }),
    register('removeManagedIdentity', vscode.l10n.t('Remove Managed Identity'), async (argument, answers) => {
      const [{ removeManagedIdentity }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return removeManagedIdentity(studio, await plans(), { ...target, ...answers });
    }),
    register('verifyManagedIdentity', vscode.l10n.t('Verify Managed Identity'), async (argument, answers) => {
      const [{ verifyManagedIdentity }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return verifyManagedIdentity(studio, { ...target, ...answers });
    }),
    register('explainSignInError', vscode.l10n.t('Explain Sign-in Error'), async (argument, answers) => {
      const [{ explainSignInError }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return explainSignInError(studio, { ...target, ...answers });
    }),
    register('migrateFromSecret', vscode.l10n.t('Migrate from Secret'), async (argument, answers) => {
      const [{ migrateFromSecret }, { connector, parameterPointer, environment }] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return migrateFromSecret(studio, await plans(), { connector, parameterPointer, environment, ...answers });
    }),
    register('retireSecret', vscode.l10n.t('Retire Secret'), async (argument, answers) => {
      const [{ retireSecret }, { connector, parameterPointer, environment }] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return retireSecret(studio, await plans(), { connector, parameterPointer, environment, ...answers });
    }),
    register('auditSecrets', vscode.l10n.t('Audit Secrets'), async () => {
      const { auditSecrets } = await bodies();
      return auditSecrets(studio);
    }),
    register('migrateFromAudit', vscode.l10n.t('Migrate from Secret'), async () => {
      const { migrateFromAudit } = await bodies();
      return migrateFromAudit(studio);
    }),
    register('exportAudit', vscode.l10n.t('Export Secret Audit'), async (_argument, answers) => {
      const { exportAudit } = await bodies();
      return exportAudit(studio, answers);
    }),
    register('testConnection', vscode.l10n.t('Test Connection'), async (argument, answers) => {
      const [{ testConnection }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return testConnection(studio, { ...target, ...answers });
    }),
  ];
}

/** A menu's second argument is the list of selected nodes, which no command here works on. */
function answersIn(argument: unknown): Answers {
  return typeof argument === 'object' && argument !== null && !Array.isArray(argument) ? argument as Answers : {};
}
