/** Drives a real VS Code window the way a person does. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { CodeEditor } from './code-editor.ts';
import { Editors } from './editors.ts';
import { Dialog, Notifications } from './messages.ts';
import { Problems } from './problems.ts';
import { QuickInput } from './quick-input.ts';
import { Views } from './views.ts';
import { type VscodeServer } from './vscode-server.ts';
import { patience, poll } from './waiting.ts';

export interface WindowOptions {
  readonly server: VscodeServer;
  /** Absolute path of the folder or `.code-workspace` file to open; undefined opens an empty window. */
  readonly workspace?: string;
  /** False shows the window on the desktop. */
  readonly headless?: boolean;
  /** Development keys of the page, see run-in-extension-host.ts. */
  readonly payload?: readonly (readonly [string, string])[];
  /** Called before the page loads, to expose functions to it. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export function workspaceUrl(origin: string, workspace: string | undefined, payload: readonly (readonly [string, string])[] = []): string {
  const url = new URL(origin);
  if (workspace) url.searchParams.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', workspace);
  else url.searchParams.set('ew', 'true');
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

export class StudioWindow {
  readonly page: Page;
  readonly server: VscodeServer;
  readonly quickInput: QuickInput;
  readonly views: Views;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly editors: Editors;
  readonly code: CodeEditor;
  readonly problems: Problems;
  private readonly browser: Browser;

  private constructor(browser: Browser, page: Page, server: VscodeServer) {
    this.browser = browser;
    this.page = page;
    this.server = server;
    this.quickInput = new QuickInput(page);
    this.views = new Views(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.editors = new Editors(page);
    this.code = new CodeEditor(page, this.editors, this.quickInput);
    this.problems = new Problems(page);
  }

  /** Opens the window and waits until the workbench stands. */
  static async open(options: WindowOptions): Promise<StudioWindow> {
    const browser = await launchBrowser({ headless: options.headless });
    try {
      const context = await browser.newContext({
        ...(options.headless === false ? { viewport: null } : { viewport: { width: 1440, height: 900 } }),
        // The sandbox signs its pages with an authority of its own.
        ignoreHTTPSErrors: true,
      });
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: options.server.origin });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await options.prepare?.(page);
      await page.goto(workspaceUrl(options.server.origin, options.workspace, options.payload));
      await workbenchRestored(page);
      return new StudioWindow(browser, page, options.server);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** Runs a command by its full title in the palette, `Category: Title`. */
  async runCommand(title: string): Promise<void> {
    await this.chooseFrom('F1', `>${title}`, title);
  }

  /** Opens a file by its path in the workspace. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const isActive = async () => (await this.editors.activePath()).includes(`/${path}`);
    await poll(`the editor of ${path}`, async () => {
      if (await isActive()) return true;
      await this.chooseFrom('Control+P', path, name);
      return poll(path, isActive, undefined, 5_000).catch(() => false as const);
    }, async () => `active is "${await this.editors.activePath()}"`, 2 * patience);
  }

  /**
   * What opens in a new tab while `action` runs, such as a consent page; the caller closes it. VS Code asks before it
   * opens a page of a domain that the user has not trusted, loopback excepted: the answer is Open.
   */
  async newTab(action: () => Promise<void>): Promise<Page> {
    let tab: Page | undefined;
    const context = this.page.context();
    const opened = (page: Page) => (tab = page);
    context.once('page', opened);
    try {
      await action();
      const found = await poll('a new tab', async () => {
        if (!tab && (await this.dialog.isShown()) && /open the external website/i.test(await this.dialog.text())) await this.dialog.click('Open');
        return tab;
      });
      await found.waitForLoadState('domcontentloaded');
      return found;
    } finally {
      context.off('page', opened);
    }
  }

  /** Lets the extension sign in, where VS Code asks. */
  async allowSignIn(): Promise<void> {
    await this.dialog.click('Allow', /wants to sign in using/);
  }

  /** Ends the extension host and starts it anew, as a crash and reload would. */
  async reload(): Promise<void> {
    await this.page.reload();
    await workbenchRestored(this.page);
  }

  /** A picture of the window, 1440 × 900. */
  async screenshot(path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    // Neither a tooltip under the resting pointer nor a blinking cursor belongs into a picture.
    await this.page.mouse.move(720, 899);
    await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /**
   * While the window settles, a part that takes the focus closes the quick input, and a list may stay empty: then it
   * is opened again.
   */
  private async chooseFrom(key: string, typed: string, label: string): Promise<void> {
    let last: unknown;
    await poll(`${label} in the quick input`, async () => {
      await this.page.keyboard.press(key);
      try {
        await this.quickInput.type(typed, { timeout: 5_000 });
        await this.quickInput.choose(label, { timeout: 5_000 });
        return true;
      } catch (error) {
        last = error;
        await this.page.keyboard.press('Escape');
        return false;
      }
    }, () => Promise.resolve(String(last)));
    // What looks next at the quick input must see the command's own, not the list that the command was chosen from.
    await poll(`the list with ${label} to close`, async () => !(await this.quickInput.root.isVisible()) || (await this.quickInput.value()) !== typed);
  }
}

async function workbenchRestored(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor({ timeout: 60_000 });
  // The entries of the status bar come in turn; a remote window has this one once the extension host is asked for.
  const activating = page.locator('.statusbar-item').filter({ hasText: /Activating Extensions|Opening Remote/ });
  await activating.first().waitFor({ timeout: 3_000 }).catch(() => undefined);
  await poll('the extensions to be activated', async () => (await activating.count()) === 0);
}
