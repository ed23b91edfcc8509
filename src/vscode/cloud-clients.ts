/** Builds the network clients for one account in the configured cloud; loaded with the first command that needs them. */
import type { Cloud } from '../cloud/clouds.ts';
import type { ApplicationReader, readingScopes } from '../cloud/entra/application-reader.ts';
import type { Directory } from '../cloud/entra/directory.ts';
import type { Connections } from '../cloud/power-platform/connections.ts';
import type { Connectors } from '../cloud/power-platform/connectors.ts';
import type { Environments } from '../cloud/power-platform/environments.ts';
import type { Tokens } from '../cloud/tokens.ts';

export interface CloudClients {
  readonly cloud: Cloud;
  readonly tokens: Tokens;
  readonly directory: Directory;
  /** For an account whose token carries that permission. */
  readonly applicationReader: (scope: (typeof readingScopes)[number]) => ApplicationReader;
  readonly environments: Environments;
  readonly connectors: Connectors;
  readonly connections: Connections;
}
