/** Puts the network clients, the user's files and the journal together into what the identity engine works with. */
import type { Connector } from '../../connector/connector.ts';
import type { IdentityPorts } from '../../identity/ports.ts';
import { systemClock } from '../../identity/system-clock.ts';
import type { CloudClients } from '../cloud-clients.ts';
import type { Studio } from '../studio.ts';
import { createConnectorFilesPort } from './connector-files-port.ts';
import { createJournalFile } from './journal-file.ts';

export function identityPorts(studio: Studio, clients: CloudClients, connector: Connector, environment: string): IdentityPorts {
  return {
    directory: clients.directory,
    connectors: clients.connectors,
    files: createConnectorFilesPort(connector.files),
    journal: createJournalFile(studio.context, connector.files.folder, environment),
    clock: systemClock,
  };
}
