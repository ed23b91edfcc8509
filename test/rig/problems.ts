/** The Problems view in the panel. */
import { type Locator, type Page } from 'playwright-core';
import { poll } from './waiting.ts';

export class Problems {
  readonly page: Page;
  private readonly view: Locator;

  constructor(page: Page) {
    this.page = page;
    this.view = page.locator('.markers-panel-container');
  }

  /** Opens it, with the focus in it. */
  async open(): Promise<void> {
    if (!(await this.view.isVisible())) await this.page.keyboard.press('Control+Shift+M');
    await this.view.waitFor();
  }

  async close(): Promise<void> {
    if (await this.view.isVisible()) await this.page.keyboard.press('Control+J');
    await this.view.waitFor({ state: 'hidden' });
  }

  /** Each row in sight as VS Code reads it out: files, and problems with severity, message, source and place. */
  async rows(): Promise<string[]> {
    const rows = await this.view.getByRole('treeitem').all();
    return (await Promise.all(rows.map((row) => row.getAttribute('aria-label', { timeout: 500 }).catch(() => null)))).filter((label) => label !== null);
  }

  /** Waits until a row matches, and tells it. */
  async waitFor(text: RegExp): Promise<string> {
    return poll(`the problem ${text}`, async () => (await this.rows()).find((row) => text.test(row)), async () => `rows: ${JSON.stringify(await this.rows())}`);
  }

  /** Waits until no row matches. */
  async waitUntilGone(text: RegExp): Promise<void> {
    await poll(`no problem ${text}`, async () => !(await this.rows()).some((row) => text.test(row)), async () => `rows: ${JSON.stringify(await this.rows())}`);
  }
}
