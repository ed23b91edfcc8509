/** A connector on the service's side, and what is sent there (Power Apps API, apis resource, api-version 2016-11-01). */

/** A connector as the service returns it. */
export interface DeployedConnector {
  /** `shared_…`, the key of the service's paths. */
  readonly name: string;
  readonly displayName: string;
  readonly environment: string;
  readonly createdTime?: string;
  readonly createdBy?: { readonly id?: string; readonly displayName?: string };
  /** The whole `properties` object, unknown fields included. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What is deployed: the local files as data, icon and script uploaded by the port. */
export interface ConnectorContent {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly icon?: Uint8Array;
  readonly iconFileName?: string;
  readonly script?: Uint8Array;
}
