/** What an edit breaks for a connector's users, as diagnostics: they can be weighed and switched off like those of rules. */
import { breakingChanges, type BreakingChangeKind } from './breaking-changes.ts';
import type { Diagnostic } from './check.ts';
import type { CheckOptions } from './check-options.ts';
import type { ConnectorModel, DefinitionModel } from './model/connector-model.ts';
import type { Severity } from './rule.ts';
import { withoutSecrets } from './shown-text.ts';
import { isSuppressed, suppressionsOf } from './suppressions.ts';

/** No rules, for it takes two definitions to see these, and the editor has one. */
export const BREAKING_CHANGES: Readonly<Record<BreakingChangeKind, { readonly id: string; readonly title: string }>> = {
  operationDeleted: { id: 'breaking-operation-deleted', title: 'An operation that the earlier definition has is still there under its id.' },
  outputTypeChanged: { id: 'breaking-output-type-changed', title: 'What an operation returns keeps its type.' },
  inputBecameRequired: { id: 'breaking-input-became-required', title: 'What users could leave out they can still leave out.' },
  requiredInputAdded: { id: 'breaking-required-input-added', title: 'What is new among the inputs is optional.' },
  inputEnumAdded: { id: 'breaking-input-enum-added', title: 'What took any value is not confined to a list.' },
};

export const BREAKING_CHANGE_IDS: readonly string[] = Object.values(BREAKING_CHANGES).map(({ id }) => id);

/** Flows and apps of others stop working by each of them, so that all are errors where nobody says otherwise. */
const SEVERITY: Severity = 'error';

/** In the order of the text. None where the connector has no definition any more: that is told of already. */
export function breakingDiagnostics(before: DefinitionModel, connector: ConnectorModel, { rules }: CheckOptions): Diagnostic[] {
  if (!connector.definition) return [];
  const suppressions = suppressionsOf(connector);
  return breakingChanges(before, connector.definition).flatMap(({ kind, file, range, message }) => {
    const { id } = BREAKING_CHANGES[kind];
    const level = Object.hasOwn(rules, id) ? rules[id] : undefined;
    if (level === 'off' || isSuppressed(suppressions, file, range.start, id)) return [];
    return [{ file, uri: connector.files[file], range, severity: level === undefined || level === 'default' ? SEVERITY : level, rule: id, message: withoutSecrets(message) }];
  });
}
