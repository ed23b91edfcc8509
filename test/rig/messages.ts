/** Notifications and modal dialogs. */
import { type Locator, type Page } from 'playwright-core';
import { matches, poll, type Text } from './waiting.ts';

export class Notifications {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The texts of those in sight, newest last. */
  async texts(): Promise<string[]> {
    return (await this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts()).map((text) => text.trim());
  }

  /** Waits for one whose text matches. */
  async waitFor(text: Text, timeout?: number): Promise<Notification> {
    return poll(`a notification ${text}`, async () => {
      for (const toast of await this.page.locator('.notification-toast').all()) {
        const shown = await toast.locator('.notification-list-item-message').innerText({ timeout: 500 }).catch(() => undefined);
        if (shown !== undefined && matches(text, shown.trim())) return new Notification(toast, shown.trim());
      }
      return undefined;
    }, async () => `notifications: ${JSON.stringify(await this.texts())}`, timeout);
  }

  async clear(): Promise<void> {
    for (const close of await this.page.locator('.notification-toast .codicon-notifications-clear').all()) await close.click({ timeout: 1_000 }).catch(() => undefined);
  }
}

export class Notification {
  readonly text: string;
  private readonly toast: Locator;

  constructor(toast: Locator, text: string) {
    this.toast = toast;
    this.text = text;
  }

  async buttons(): Promise<string[]> {
    return (await this.toast.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts()).map((text) => text.trim());
  }

  async click(button: Text): Promise<void> {
    await this.toast.locator('.notification-list-item-buttons-container').getByRole('button', { name: button }).click();
  }
}

export class Dialog {
  readonly page: Page;
  private readonly box: Locator;

  constructor(page: Page) {
    this.page = page;
    this.box = page.locator('.monaco-dialog-box');
  }

  async isShown(): Promise<boolean> {
    return this.box.isVisible();
  }

  /** Message and detail, once it shows. */
  async text(timeout?: number): Promise<string> {
    await this.box.waitFor({ timeout });
    const parts = await this.box.locator('.dialog-message-text, .dialog-message-detail').allInnerTexts();
    return parts.map((part) => part.trim()).filter(Boolean).join('\n');
  }

  async buttons(): Promise<string[]> {
    return (await this.box.locator('.dialog-buttons .monaco-button').allInnerTexts()).map((text) => text.trim()).filter(Boolean);
  }

  /** Waits for a dialog whose text matches, clicks the button and waits until it is gone. */
  async click(button: string, text?: Text): Promise<string> {
    const shown = await poll(`a dialog ${text ?? ''}`, async () => {
      if (!(await this.box.isVisible())) return undefined;
      const parts = await this.text();
      return text === undefined || matches(text, parts) ? parts : undefined;
    });
    await this.box.locator('.dialog-buttons').getByRole('button', { name: button, exact: true }).click();
    await poll(`the dialog to close after ${button}`, async () => !(await this.box.isVisible()) || (await this.text()) !== shown);
    return shown;
  }
}
