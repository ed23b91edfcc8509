/** An error that knows its next steps: each action becomes a button of the notification. */
export interface UserAction {
  readonly title: string;
  readonly run: () => Thenable<unknown>;
}

export class UserError extends Error {
  override readonly name = 'UserError';
  readonly actions: readonly UserAction[];

  /** @param message whole sentences: what failed, why, what to do next. */
  constructor(message: string, actions: readonly UserAction[] = [], options?: ErrorOptions) {
    super(message, options);
    this.actions = actions;
  }
}
