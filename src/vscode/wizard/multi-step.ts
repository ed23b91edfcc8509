/**
 * Questions in quick picks and input boxes, one after the other: title, step count, Back, busy while loading. Escape
 * ends the whole wizard with a `CancellationError`, which `Studio.run` keeps silent.
 */
import * as vscode from 'vscode';
import { askInOrder, GoBack, type Step, type StepPosition } from './step-sequence.ts';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** A heading or a remark among the choices: accepting it does nothing. */
export interface Remark extends vscode.QuickPickItem {
  readonly value?: never;
}

export type Choices<T> = readonly (Choice<T> | Remark)[];

export interface PickOptions<T> {
  readonly placeholder: string;
  /** A function is called once, with the list shown busy until it answers; its error ends the wizard. */
  readonly choices: Choices<T> | ((signal: AbortSignal) => Promise<Choices<T>>);
  /** The choice to stand on at first: the earlier answer, or the likely one. */
  readonly isInitial?: (value: T) => boolean;
  /** Asked while the user types; what it returns stands below the fixed choices. */
  readonly search?: (text: string, signal: AbortSignal) => Promise<Choices<T>>;
}

export interface PickManyOptions<T> {
  readonly placeholder: string;
  readonly choices: (signal: AbortSignal) => Promise<readonly Choice<T>[]>;
  readonly isPicked: (value: T) => boolean;
}

export interface InputOptions {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** The message to show, or nothing when the value will do. May look things up; the last keystroke's answer counts. */
  readonly validate?: (value: string) => string | vscode.InputBoxValidationMessage | undefined | Promise<string | vscode.InputBoxValidationMessage | undefined>;
}

export interface Prompt {
  pick<T>(options: PickOptions<T>): Promise<T>;
  pickMany<T>(options: PickManyOptions<T>): Promise<readonly T[]>;
  /** Returns the value without leading and trailing blanks. */
  input(options: InputOptions): Promise<string>;
}

export type WizardStep<Answers> = Step<Answers, Prompt>;

const searchDelay = 250;
const validationDelay = 150;

/**
 * Asks what `steps` ask, in order. `given` holds what is known already and the preselections.
 *
 * @param title may tell the answers so far.
 */
export async function runWizard<Answers extends object>(
  title: string | ((answers: Answers) => string),
  given: Answers,
  steps: readonly WizardStep<Answers>[],
): Promise<Answers> {
  return askInOrder(given, steps, (position, answers) => promptFor(typeof title === 'string' ? title : title(answers), position));
}

export function heading(label: string): Remark {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function promptFor(title: string, position: StepPosition): Prompt {
  return {
    pick: (options) => pick(title, position, options),
    pickMany: (options) => pickMany(title, position, options),
    input: (options) => input(title, position, options),
  };
}

function isChoice<T>(item: Choice<T> | Remark | undefined): item is Choice<T> {
  return item !== undefined && 'value' in item;
}

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal;
}

/** Shows one quick pick or input box until `wire` settles it, the user goes back, or it is closed. */
async function untilAnswered<T, Input extends vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox>(
  box: Input,
  title: string,
  position: StepPosition,
  wire: (settle: Settle<T>) => void,
): Promise<T> {
  const closed = new AbortController();
  box.title = title;
  box.step = position.step;
  box.totalSteps = position.totalSteps;
  // Ids are copied from a browser: looking away must not throw the answers away.
  box.ignoreFocusOut = true;
  box.buttons = position.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  try {
    return await new Promise<T>((resolve, reject) => {
      box.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) reject(new GoBack());
      });
      box.onDidHide(() => reject(new vscode.CancellationError()));
      wire({ resolve, reject, signal: closed.signal });
      box.show();
    });
  } finally {
    closed.abort(new vscode.CancellationError());
    box.dispose();
  }
}

async function pick<T>(title: string, position: StepPosition, options: PickOptions<T>): Promise<T> {
  const box = vscode.window.createQuickPick<Choice<T> | Remark>();
  box.placeholder = options.placeholder;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  return untilAnswered<T, typeof box>(box, title, position, ({ resolve, reject, signal }) => {
    let fixed: Choices<T> = [];
    const show = (choices: Choices<T>): void => {
      fixed = choices;
      box.items = [...choices];
      const initial = choices.find((item) => isChoice(item) && options.isInitial?.(item.value));
      if (initial) box.activeItems = [initial];
    };
    if (typeof options.choices === 'function') {
      box.busy = true;
      options.choices(signal).then(show, reject).finally(() => { box.busy = false; });
    } else {
      show(options.choices);
    }
    if (options.search) {
      searchWhileTyping(box, options.search, signal, () => fixed);
    }
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (isChoice(item)) resolve(item.value);
    });
  });
}

function searchWhileTyping<T>(
  box: vscode.QuickPick<Choice<T> | Remark>,
  search: (text: string, signal: AbortSignal) => Promise<Choices<T>>,
  closed: AbortSignal,
  fixed: () => Choices<T>,
): void {
  let current = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  closed.addEventListener('abort', () => {
    clearTimeout(timer);
    current.abort();
  });
  box.onDidChangeValue((text) => {
    clearTimeout(timer);
    current.abort();
    current = new AbortController();
    const { signal } = current;
    if (text.trim() === '') {
      box.busy = false;
      box.items = [...fixed()];
      return;
    }
    box.busy = true;
    timer = setTimeout(() => {
      search(text.trim(), signal)
        // What the service found need not contain the text as typed, so the list must not filter it again.
        .then((found): Choices<T> => found.map((item) => ({ ...item, alwaysShow: true })))
        .catch((error: unknown): Remark[] => [{ label: vscode.l10n.t('$(error) The search failed'), detail: error instanceof Error ? error.message : String(error), alwaysShow: true }])
        .then((found: Choices<T>) => {
          if (signal.aborted) return;
          box.items = [...fixed(), ...found];
          box.busy = false;
        })
        .catch(() => undefined);
    }, searchDelay);
  });
}

async function pickMany<T>(title: string, position: StepPosition, options: PickManyOptions<T>): Promise<readonly T[]> {
  const box = vscode.window.createQuickPick<Choice<T>>();
  box.placeholder = options.placeholder;
  box.canSelectMany = true;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  return untilAnswered<readonly T[], typeof box>(box, title, position, ({ resolve, reject, signal }) => {
    box.busy = true;
    options.choices(signal).then((choices) => {
      box.items = choices;
      box.selectedItems = choices.filter((choice) => options.isPicked(choice.value));
    }, reject).finally(() => { box.busy = false; });
    box.onDidAccept(() => {
      if (!box.busy) resolve(box.selectedItems.map((item) => item.value));
    });
  });
}

async function input(title: string, position: StepPosition, options: InputOptions): Promise<string> {
  const box = vscode.window.createInputBox();
  box.prompt = options.prompt;
  box.placeholder = options.placeholder;
  box.value = options.value ?? '';
  return untilAnswered<string, typeof box>(box, title, position, ({ resolve, reject, signal }) => {
    const validate = async (value: string) => options.validate?.(value.trim());
    let timer: NodeJS.Timeout | undefined;
    const lint = (): void => {
      const value = box.value;
      validate(value).then((message) => {
        if (!signal.aborted && box.value === value) box.validationMessage = message;
      }, reject);
    };
    signal.addEventListener('abort', () => clearTimeout(timer));
    box.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(lint, validationDelay);
    });
    box.onDidAccept(() => {
      clearTimeout(timer);
      const value = box.value;
      box.busy = true;
      box.enabled = false;
      validate(value).then((message) => {
        box.validationMessage = message;
        if (!stops(message)) resolve(value.trim());
      }).catch(reject).finally(() => {
        if (signal.aborted) return;
        box.busy = false;
        box.enabled = true;
      });
    });
  });
}

/** A warning informs, an error holds. */
function stops(message: string | vscode.InputBoxValidationMessage | undefined): boolean {
  if (message === undefined) return false;
  return typeof message === 'string' ? message !== '' : message.severity === vscode.InputBoxValidationSeverity.Error;
}
