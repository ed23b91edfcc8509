/** The views of the side bar: their trees, title buttons and welcome texts. */
import { type Locator, type Page } from 'playwright-core';
import { labelOf, matches, poll, type Text } from './waiting.ts';

export class Views {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a container of the activity bar by its title; does nothing when it is open. */
  async openContainer(title: Text): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: title });
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await this.page.locator('.sidebar .composite.title').filter({ hasText: title }).waitFor();
  }

  view(name: string): View {
    return new View(this.page, name);
  }
}

export class View {
  readonly page: Page;
  readonly name: string;
  private readonly pane: Locator;

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
    this.pane = page.locator('.pane').filter({ has: page.locator('.pane-header').getByText(name, { exact: true }) });
  }

  async expandPane(): Promise<void> {
    const header = this.pane.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  }

  /** The texts of the rows in sight, indentation by two spaces a level. */
  async rows(): Promise<string[]> {
    const rows = await this.pane.getByRole('treeitem').all();
    return Promise.all(rows.map(async (row) => `${'  '.repeat(Number(await row.getAttribute('aria-level')) - 1)}${await textOf(row)}`));
  }

  /** The row at the end of the path of labels; expands the ones before it. */
  async item(...path: Text[]): Promise<Locator> {
    let row: Locator | undefined;
    for (const [level, label] of path.entries()) {
      if (row) await this.expand(row);
      const after = row ? Number(await row.getAttribute('data-index')) : -1;
      row = await poll(`${label} in ${this.name}`, () => this.find(label, level + 1, after), async () => `rows: ${JSON.stringify(await this.rows())}`);
    }
    if (!row) throw new Error('An item needs a path.');
    return row;
  }

  async expandItem(...path: Text[]): Promise<void> {
    await this.expand(await this.item(...path));
  }

  /** Clicks a button of the view's title bar, by its tooltip. */
  async titleButton(name: Text): Promise<void> {
    await this.pane.locator('.pane-header').hover();
    await this.pane.locator('.pane-header').getByRole('button', { name }).click();
  }

  async welcomeText(): Promise<string> {
    const welcome = this.pane.locator('.welcome-view-content');
    return (await welcome.isVisible()) ? ((await welcome.innerText()) ?? '').trim() : '';
  }

  private async expand(row: Locator): Promise<void> {
    const label = await textOf(row);
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await poll(`${label} to expand`, async () => (await row.getAttribute('aria-expanded')) === 'true' && (await row.locator('.codicon-tree-item-loading').count()) === 0);
  }

  private async find(label: Text, level: number, after: number): Promise<Locator | undefined> {
    const rows = await this.pane.locator(`[role="treeitem"][aria-level="${level}"]`).all();
    for (const row of rows) {
      const index = await row.getAttribute('data-index', { timeout: 500 }).catch(() => null);
      if (index === null || Number(index) <= after) continue;
      const name = await labelOf(row);
      // Rows are recycled as the tree changes, so the row is held by what it shows, not by its place among the others.
      if (name !== undefined && matches(label, name)) return this.pane.locator(`[role="treeitem"][data-index="${index}"]`);
    }
    return undefined;
  }
}

async function textOf(row: Locator): Promise<string> {
  return ((await row.locator('.monaco-icon-label, .monaco-tl-contents').first().innerText()) ?? '').replace(/\s+/g, ' ').trim();
}
