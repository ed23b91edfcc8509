/** The quick pick and input box at the top of the window, as a person sees and uses them. */
import { type Locator, type Page } from 'playwright-core';
import { labelOf, matches, poll, type Text } from './waiting.ts';

export interface StepOptions {
  /** Title or placeholder of the step that is answered. */
  readonly title?: Text;
  /** Milliseconds. */
  readonly timeout?: number;
}

export class QuickInput {
  readonly page: Page;
  readonly root: Locator;
  readonly field: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator('.quick-input-widget');
    this.field = this.root.locator('.quick-input-box input');
  }

  /** Waits until it shows, with this title or placeholder where one is given: tells the steps of a wizard apart. */
  async waitFor(title?: Text, timeout?: number): Promise<void> {
    await poll(`a quick input${title ? ` titled ${title}` : ''}`, async () => {
      if (!(await this.root.isVisible())) return false;
      return title === undefined || matches(title, await this.title()) || matches(title, await this.placeholder());
    }, () => this.describe(), timeout);
  }

  async waitUntilClosed(): Promise<void> {
    await this.root.waitFor({ state: 'hidden' });
  }

  async title(): Promise<string> {
    const title = this.root.locator('.quick-input-title');
    return (await title.isVisible()) ? ((await title.textContent()) ?? '').trim() : '';
  }

  async placeholder(): Promise<string> {
    return (await this.field.isVisible()) ? ((await this.field.getAttribute('placeholder')) ?? '') : '';
  }

  /** The line under the field: the prompt, or what is wrong with the input. */
  async message(): Promise<string> {
    const message = this.root.locator('.quick-input-message');
    return (await message.isVisible()) ? ((await message.textContent()) ?? '').trim() : '';
  }

  async value(): Promise<string> {
    return this.field.inputValue();
  }

  /** Label, description and detail of the rows in sight, each as one text. */
  async rows(): Promise<string[]> {
    return (await this.row().allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
  }

  async waitForRow(label: Text, timeout?: number): Promise<void> {
    await poll(`the choice ${label}`, async () => (await this.rowLabelled(label)) !== undefined, () => this.describe(), timeout);
  }

  /** Clicks the first row whose label matches (a string must be the whole label), once the list has come to rest. */
  async choose(label: Text, options: StepOptions = {}): Promise<void> {
    if (options.title !== undefined) await this.waitFor(options.title, options.timeout);
    let before: string | undefined;
    await poll(`the choice ${label}`, async () => {
      // Lists come in parts, the recent entries first: a row that still moves is not what the click would meet.
      const now = JSON.stringify(await this.rows());
      const atRest = now === before;
      before = now;
      const row = atRest ? await this.rowLabelled(label) : undefined;
      // Forced, for the wait until a row stands still can outlast the row that the click has answered.
      return row ? row.click({ force: true, timeout: 5_000 }).then(() => true, () => false) : false;
    }, () => this.describe(), options.timeout);
  }

  /** Ticks the rows with these labels, unticks the others in sight, and confirms with OK. */
  async chooseMany(labels: readonly Text[], options: StepOptions = {}): Promise<void> {
    if (options.title !== undefined) await this.waitFor(options.title, options.timeout);
    await poll(`the choices ${labels.join(', ')}`, async () => {
      for (const label of labels) if (!(await this.rowLabelled(label))) return false;
      return true;
    }, () => this.describe(), options.timeout);
    for (const row of await this.row().all()) {
      const text = (await labelOf(row)) ?? '';
      const box = row.getByRole('checkbox').first();
      const wanted = labels.some((label) => matches(label, text));
      if ((await box.getAttribute('aria-checked')) !== String(wanted)) await box.click();
    }
    await this.accept();
  }

  /** Types into the field, replacing what is there, without accepting. */
  async type(text: string, options: StepOptions = {}): Promise<void> {
    await this.waitFor(options.title, options.timeout);
    await this.field.fill(text, { timeout: options.timeout });
  }

  /** Types and presses Enter: the answer to an input box. */
  async enter(text: string, options: StepOptions = {}): Promise<void> {
    await this.type(text, options);
    await this.accept();
  }

  async accept(): Promise<void> {
    await this.field.press('Enter');
  }

  async back(): Promise<void> {
    await this.root.locator('.codicon-quick-input-back').click();
  }

  /** Clicks a button of the title bar by its tooltip. */
  async button(name: Text): Promise<void> {
    await this.root.locator('.quick-input-titlebar').getByRole('button', { name }).click();
  }

  async cancel(): Promise<void> {
    await this.field.press('Escape');
    await this.waitUntilClosed();
  }

  private row(): Locator {
    return this.root.locator('.quick-input-list .monaco-list-row');
  }

  private async rowLabelled(label: Text): Promise<Locator | undefined> {
    for (const row of await this.row().all()) {
      const text = await labelOf(row);
      if (text !== undefined && matches(label, text)) return row;
    }
    return undefined;
  }

  private async describe(): Promise<string> {
    if (!(await this.root.isVisible())) return 'no quick input is shown';
    return `title "${await this.title()}", placeholder "${await this.placeholder()}", message "${await this.message()}", rows: ${JSON.stringify(await this.rows())}`;
  }
}
