/** The changes that take items back, in the reverse order of their making. */
import type { Change } from '../changes.ts';
import { keyOfMade, type MadeItem } from './made-items.ts';
import { undoApplication, undoPermissions, undoServicePrincipal, undoSupportedAccounts } from './undo-application.ts';
import { undoConnector, undoDeployedBlock, undoLink, undoSecurityBlock } from './undo-connector.ts';
import type { StepWithoutKey, UndoInput } from './undo-input.ts';
import { undoFederatedCredential, undoRedirectUri } from './undo-trust.ts';

export interface UndoneBy {
  look(signal?: AbortSignal): Promise<StepWithoutKey>;
  write(signal?: AbortSignal): Promise<void>;
}

/** Trust first: until the app goes, nothing is left on it that still opens something. */
const ORDER: readonly MadeItem['kind'][] = [
  'federatedCredential', 'redirectUri', 'deployedBlock', 'connector', 'link', 'securityBlock', 'servicePrincipal', 'permissions', 'supportedAccounts', 'application',
];

export function undoChanges(input: UndoInput): Change[] {
  return input.items
    .toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || other.at.localeCompare(one.at))
    .map((item) => {
      const key = keyOfMade(item);
      const { look, write } = undoneBy(input, item);
      return { key, look: async (signal) => ({ key, ...await look(signal) }), write };
    });
}

function undoneBy(input: UndoInput, item: MadeItem): UndoneBy {
  switch (item.kind) {
    case 'application': return undoApplication(input, item);
    case 'supportedAccounts': return undoSupportedAccounts(input, item);
    case 'permissions': return undoPermissions(input, item);
    case 'servicePrincipal': return undoServicePrincipal(input, item);
    case 'securityBlock': return undoSecurityBlock(input, item);
    case 'connector': return undoConnector(input, item);
    case 'deployedBlock': return undoDeployedBlock(input, item);
    case 'link': return undoLink(input, item);
    case 'redirectUri': return undoRedirectUri(input, item);
    case 'federatedCredential': return undoFederatedCredential(input, item);
  }
}
