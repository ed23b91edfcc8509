/** The active editor: its title, its whole text, code lenses and the Markdown preview. */
import { type FrameLocator, type Locator, type Page } from 'playwright-core';
import { labelOf, matches, poll, type Text } from './waiting.ts';

export class Editors {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  private group(): Locator {
    return this.page.locator('.editor-group-container.active');
  }

  async titles(): Promise<string[]> {
    const tabs = await this.page.locator('.tabs-container .tab').all();
    return (await Promise.all(tabs.map(labelOf))).filter((title) => title !== undefined);
  }

  async activeTitle(): Promise<string> {
    return (await labelOf(this.group().locator('.tabs-container .tab.active'))) ?? '';
  }

  /** Of the active tab: as VS Code shows it on hover, with the folders above. */
  async activePath(): Promise<string> {
    const label = this.group().locator('.tabs-container .tab.active .monaco-icon-label');
    return (await label.count()) === 0 ? '' : ((await label.first().getAttribute('aria-label')) ?? '');
  }

  /** Waits until the active tab has this title. */
  async waitForActive(title: Text, timeout?: number): Promise<void> {
    await poll(`the editor ${title}`, async () => matches(title, await this.activeTitle()), async () => `active is "${await this.activeTitle()}" of ${JSON.stringify(await this.titles())}`, timeout);
  }

  async activate(title: Text): Promise<void> {
    await this.group().locator('.tabs-container .tab').filter({ hasText: title }).first().click();
    await this.waitForActive(title);
  }

  /** The whole text of the active text editor, by select all and copy: what is out of sight is not in the page. */
  async text(): Promise<string> {
    const page = this.page;
    await page.evaluate("navigator.clipboard.writeText('')");
    await this.focusText();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    const text = await poll('the copied text', async () => (await page.evaluate<string>('navigator.clipboard.readText()')) || undefined);
    await page.keyboard.press('Control+Home');
    return text;
  }

  /** Puts the cursor into the text without clicking what may be a lens or a link. */
  async focusText(): Promise<void> {
    const editor = this.group().locator('.editor-instance .monaco-editor').first();
    await editor.waitFor();
    await editor.locator('.native-edit-context, textarea.inputarea').first().focus();
  }

  async lenses(): Promise<string[]> {
    return (await this.group().locator('.codelens-decoration a').allInnerTexts()).map((text) => text.trim());
  }

  /** Clicks the first code lens in sight with this title. */
  async clickLens(title: Text): Promise<void> {
    await poll(`the code lens ${title}`, async () => {
      for (const lens of await this.group().locator('.codelens-decoration a').all()) {
        const text = await lens.innerText({ timeout: 500 }).catch(() => undefined);
        if (text !== undefined && matches(title, text.trim())) return lens.click({ force: true, timeout: 5_000 }).then(() => true, () => false);
      }
      return false;
    }, async () => `lenses: ${JSON.stringify(await this.lenses())}`);
  }

  /** Clicks a button of the editor's title bar by its tooltip. */
  async titleButton(name: Text): Promise<void> {
    await this.group().locator('.editor-actions').getByRole('button', { name }).click();
  }

  /** The content of a webview, such as the Markdown preview. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }
}
