/** What a person does in the text of the active editor: going to a place, completion, hover, rename, quick fixes. */
import { type Locator, type Page } from 'playwright-core';
import { type Editors } from './editors.ts';
import { type QuickInput } from './quick-input.ts';
import { matches, poll, type Text } from './waiting.ts';

export interface Place {
  /** Text to go to: its first occurrence, or the last. */
  readonly at: string;
  readonly occurrence?: 'first' | 'last';
  /** Characters into it; none puts the cursor behind it. */
  readonly offset?: number;
}

export class CodeEditor {
  readonly page: Page;
  private readonly editors: Editors;
  private readonly quickInput: QuickInput;
  private readonly suggestions: Locator;

  constructor(page: Page, editors: Editors, quickInput: QuickInput) {
    this.page = page;
    this.editors = editors;
    this.quickInput = quickInput;
    this.suggestions = page.locator('.suggest-widget.visible');
  }

  /** Puts the cursor there. */
  async goTo({ at, occurrence = 'first', offset = at.length }: Place): Promise<void> {
    const text = (await this.editors.text()).replaceAll('\r\n', '\n');
    const start = occurrence === 'first' ? text.indexOf(at) : text.lastIndexOf(at);
    if (start < 0) throw new Error(`${JSON.stringify(at)} is not in the text:\n${text}`);
    const before = text.slice(0, start + offset).split('\n');
    await this.page.keyboard.press('Control+G');
    await this.quickInput.enter(`:${before.length}:${(before.at(-1) ?? '').length + 1}`);
    await this.quickInput.waitUntilClosed();
  }

  /** Opens a line below the one of the place and types, one key after the other. */
  async typeBelow(place: Place, text: string): Promise<void> {
    await this.goTo(place);
    await this.page.keyboard.press('End');
    await this.page.keyboard.press('Enter');
    // Quotes close by themselves once the new line has its colors.
    await this.page.waitForTimeout(300);
    await this.page.keyboard.type(text, { delay: 30 });
  }

  /** Asks for completion, and tells the labels in sight. */
  async complete(): Promise<string[]> {
    await this.page.keyboard.press('Control+Space');
    return this.completions();
  }

  /** The labels in sight, once the list has come to rest. Typing opens it; where it does not, as with a busy machine, it is asked for. */
  async completions(): Promise<string[]> {
    let tries = 0;
    return poll('completions', async () => {
      if (++tries % 20 === 0 && !(await this.suggestions.isVisible())) await this.page.keyboard.press('Control+Space');
      return atRest(() => this.suggestions.locator('.monaco-list-row .label-name').allInnerTexts());
    });
  }

  /** Opens the description of the chosen completion, which then stays open for others. */
  async completionDescription(): Promise<string> {
    const details = this.page.locator('.suggest-details');
    if (!(await details.isVisible())) await this.page.keyboard.press('Control+Space');
    return poll('the description', async () => (await details.isVisible()) && (await details.innerText()).trim());
  }

  /** Goes down to a completion and takes it. */
  async accept(label: string): Promise<void> {
    const focused = this.suggestions.locator('.monaco-list-row.focused .label-name');
    const passed: string[] = [];
    while (passed.length < 60) {
      const now = await focused.innerText();
      if (now === label) {
        await this.page.keyboard.press('Enter');
        return;
      }
      if (passed[0] === now) break;
      passed.push(now);
      await this.page.keyboard.press('ArrowDown');
      // The list draws the next row when it is free to.
      await poll('the next completion', async () => passed.length > 0 && (await focused.innerText()) !== now, undefined, 500).catch(() => undefined);
    }
    throw new Error(`${label} is not among ${passed.join(', ')}`);
  }

  /** Leaves a snippet, a list or a peek. */
  async escape(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Escape');
  }

  /** The hover at the cursor, one text for each who says something. */
  async hover(): Promise<string[]> {
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+I');
    const rows = this.page.locator('[widgetid="editor.contrib.resizableContentHoverWidget"] .hover-row');
    const texts = await poll('a hover', () => atRest(async () => (await rows.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '' && text !== 'Loading...')));
    await this.escape();
    await rows.first().waitFor({ state: 'hidden' });
    return texts;
  }

  /** Applies a quick fix at the cursor by keyboard; tells all that were offered. `seen` is called while the list is open. */
  async quickFix(title: Text, seen?: () => Promise<unknown>): Promise<string[]> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    // There is none before the finding has come.
    const titles = await poll(`the quick fix ${title}`, async () => {
      await this.page.keyboard.press('Control+.');
      await rows.first().waitFor({ timeout: 2_000 }).catch(() => undefined);
      const found = (await rows.allInnerTexts()).map((text) => text.trim());
      if (found.some((text) => matches(title, text))) return found;
      await this.page.keyboard.press('Escape');
      return undefined;
    });
    await seen?.();
    for (const [index, text] of titles.entries()) {
      if (matches(title, text)) break;
      if (index < titles.length - 1) await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
    return titles;
  }

  /** F2 and a new name. Tells the changes in the preview, as VS Code reads out its rows, and applies them; `seen` is called before. */
  async rename(newName: string, seen?: () => Promise<unknown>): Promise<string[]> {
    await this.page.keyboard.press('F2');
    const box = this.page.locator('.rename-box input');
    await box.waitFor();
    await box.fill(newName);
    await box.press('Control+Enter');
    const preview = this.page.locator('.bulk-edit-panel');
    await preview.waitFor();
    const rows = await poll('the changes', () => atRest(async () => Promise.all((await preview.locator('.monaco-list-row').all()).map(async (row) => (await row.getAttribute('aria-label')) ?? ''))));
    await seen?.();
    await preview.getByRole('button', { name: 'Apply' }).click();
    await preview.waitFor({ state: 'hidden' });
    return rows;
  }

  /** Above the text: folders, file and the symbols around the cursor. */
  async breadcrumbs(): Promise<string[]> {
    return (await this.page.locator('.editor-group-container.active .monaco-breadcrumb-item').allInnerTexts()).map((text) => text.trim());
  }
}

/** Texts that are the same after a moment; those of a list that grows, or that is none, are undefined. */
async function atRest(read: () => Promise<string[]>): Promise<string[] | undefined> {
  const before = await read();
  if (before.length === 0) return undefined;
  await new Promise((resolve) => setTimeout(resolve, 150));
  const now = await read();
  return now.join('\n') === before.join('\n') ? now : undefined;
}
