/** What is sent to the service: the definition and the properties as data, whatever the files' format. */
import type { Connector } from './connector.ts';
import { sameEnvironment } from './environment-name.ts';
import type { ConnectorContent } from './deployed-connector.ts';
import { fileNameOf } from './file-uris.ts';
import { fieldOf, textField } from './json-value.ts';
import { withoutGeneratedIdentity } from './managed-identity-shape.ts';

/** Known to the certification pipeline only; the service refuses it: microsoft/PowerPlatformConnectors#614. */
const NOT_FOR_THE_SERVICE: ReadonlySet<string> = new Set(['stackOwner']);

/**
 * Where connectors run: the host in the service's `modifiedSwaggerUrl`. Sent back, it is refused at best ("Swagger
 * contains base path:/apim/... but backend Url doesn't end on same path", as public scripts report). An API of one's own
 * in Azure API Management is at azure-api.net.
 */
const PLATFORM_HOST = /(?:^|\.)azure-api(?:m|hub)\.(?:net|us)$/i;

/**
 * The content, or what keeps it from being sent: complete sentences with the next step. Unknown fields are kept.
 *
 * @param environment Where it goes. If settings.json names another one, the redirect URL and subject in the file belong
 * to the connector there and are left out.
 */
export function connectorContent(
  connector: Connector,
  environment?: string,
): Pick<ConnectorContent, 'definition' | 'properties'> | { readonly problems: string[] } {
  const { definition, properties } = connector;
  const problems = connector.problems.filter(({ severity }) => severity === 'error').map(({ message, file }) => (file === undefined ? message : `${fileNameOf(file)}: ${message}`));
  if (problems.length === 0 && textField(fieldOf(definition, 'info'), 'title') === undefined) {
    problems.push('The definition has no title. Give it an info.title, which becomes the connector\'s name.');
  }
  if (problems.length === 0 && connector.host === undefined) {
    problems.push('The definition has no host. Add the host name of the API.');
  }
  if (problems.length === 0 && connector.host !== undefined && PLATFORM_HOST.test(connector.host)) {
    problems.push(`The definition is not the author's but the one that Power Platform rewrote for its gateway: its host is ${connector.host}. Deployed, the connector would call itself. Restore the API's own host and basePath, or download the connector again.`);
  }
  if (problems.length > 0 || !definition || !properties) return { problems };

  const elsewhere = environment !== undefined && connector.settings.environment !== undefined && !sameEnvironment(connector.settings.environment, environment);
  const sent = Object.fromEntries(Object.entries(properties).filter(([key]) => !NOT_FOR_THE_SERVICE.has(key)));
  return { definition, properties: elsewhere ? withoutGeneratedIdentity(sent) : sent };
}
