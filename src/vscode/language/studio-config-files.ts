/** `.connectorstudio.yaml` beside a connector and in the folders above it, up to the workspace folder. */
import * as vscode from 'vscode';
import { STUDIO_CONFIG_NAME } from '../../authoring/studio-config-name.ts';
import type { ConfigText } from '../../authoring/service/connector-sources.ts';
import { parentOf, readText } from '../file-text.ts';

/** Outermost first. */
export async function studioConfigTexts(folder: vscode.Uri): Promise<ConfigText[]> {
  const root = vscode.workspace.getWorkspaceFolder(folder)?.uri;
  const texts: ConfigText[] = [];
  for (let here = folder; ; here = parentOf(here)) {
    const uri = vscode.Uri.joinPath(here, STUDIO_CONFIG_NAME);
    const text = await readText(uri);
    if (text !== undefined) texts.unshift({ uri: uri.toString(), text });
    if (!root || here.path === root.path || here.path === '/') return texts;
  }
}
