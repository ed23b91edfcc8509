/**
 * The commands that write connector files. What they do is loaded when the first one runs. They change local files alone and so need
 * no trusted workspace, except where something is fetched. Arguments are those of command-arguments.ts.
 */
import * as vscode from 'vscode';
import type { FileFormat } from '../../../connector/connector.ts';
import { commandArguments, type CommandArguments } from '../command-arguments.ts';
import { commandTarget } from '../command-target.ts';
import type { AuthoringParts } from './authoring-parts.ts';
import type { CallPlace } from './edited-files.ts';

const bodies = () => import('./command-bodies.ts');

export function registerAuthoringCommands(parts: AuthoringParts): vscode.Disposable[] {
  const register = (command: string, title: string, body: (given: CommandArguments) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(`connectorStudio.${command}`, (first?: unknown, second?: unknown) => parts.run(title, () => body(commandArguments(first, second))));
  const convertTo = (format: FileFormat) => async ({ target, answers, selected }: CommandArguments): Promise<vscode.Uri[]> => {
    const { convertFiles } = await bodies();
    const converted: vscode.Uri[] = [];
    for (const one of selected.length > 1 ? selected : [target]) {
      const { connector } = await commandTarget(parts, one);
      converted.push(...await convertFiles(parts, format, { connector, ...answers }, placeOf(one)));
    }
    return converted;
  };

  return [
    register('addOperation', vscode.l10n.t('Add Operation'), async ({ target, answers }) => {
      const [{ addOperation }, { connector }] = await Promise.all([bodies(), commandTarget(parts, target)]);
      return addOperation(parts, { connector, ...answers });
    }),
    register('addPolicy', vscode.l10n.t('Add Policy'), async ({ target, answers }) => {
      const [{ addPolicy }, { connector }] = await Promise.all([bodies(), commandTarget(parts, target)]);
      return addPolicy(parts, { connector, ...answers });
    }),
    register('addSecurity', vscode.l10n.t('Add Security'), async ({ target, answers }) => {
      const [{ addSecurity }, { connector }] = await Promise.all([bodies(), commandTarget(parts, target)]);
      return addSecurity(parts, { connector, ...answers });
    }),
    register('importOpenApi', vscode.l10n.t('Import OpenAPI'), async ({ target, answers }) => {
      const { importOpenApi } = await bodies();
      return importOpenApi(parts, { ...(target instanceof vscode.Uri ? { source: target } : {}), ...answers });
    }),
    register('sortAndFormat', vscode.l10n.t('Sort & Format'), async ({ target }) => {
      const [{ sortAndFormat }, { connector }] = await Promise.all([bodies(), commandTarget(parts, target)]);
      return sortAndFormat(parts, { connector }, placeOf(target));
    }),
    register('convertToYaml', vscode.l10n.t('Convert to YAML'), convertTo('yaml')),
    register('convertToJson', vscode.l10n.t('Convert to JSON'), convertTo('json')),
  ];
}

/** A tree's node has no file of its own. */
function placeOf(target: unknown): CallPlace {
  if (target instanceof vscode.Uri) return { called: target };
  return target === undefined ? { seen: vscode.window.activeTextEditor?.document.uri } : {};
}
