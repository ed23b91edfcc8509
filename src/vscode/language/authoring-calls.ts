/** What goes between the extension host and the authoring thread: plain data both ways. */
import type { AuthoringCommands } from '../../authoring/service/authoring-commands.ts';
import type { AuthoringService } from '../../authoring/service/authoring-service.ts';

/** What the thread answers: the language features over open connectors, and the commands over texts. */
export type Services = AuthoringService & AuthoringCommands;

export type Method = keyof Services;

export type Call =
  | { readonly id: number; readonly method: Method; readonly parameters: readonly unknown[] }
  /** `id` is that of the call to give up. */
  | { readonly id: number; readonly method: 'cancel' };

export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly cancelled: true }
  | { readonly id: number; readonly error: string };
