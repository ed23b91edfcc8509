/** Web pages in the user's browser. */
import * as vscode from 'vscode';

/**
 * Opens the page; false when the user declined. Refuses everything but https, since links come from services.
 *
 * The address is passed as text: a `Uri` would be decoded and encoded anew, and a sign-in link does not survive that
 * (microsoft/vscode#173239; #85930 asks for a proper way).
 */
export async function openExternalLink(link: string): Promise<boolean> {
  if (!URL.canParse(link) || new URL(link).protocol !== 'https:') throw new Error(vscode.l10n.t('The link was not opened, because it is no https address.'));
  return vscode.env.openExternal(link as unknown as vscode.Uri);
}
