/**
 * The policy templates a custom connector may use, with their parameters.
 * Sources: schemas/paconn-apiProperties.schema.json of microsoft/PowerPlatformConnectors (which parameters a template
 * has, which it needs, their enumerations and defaults, and whether it takes a section), the template pages below
 * learn.microsoft.com/connectors/custom-connectors/policy-templates (what they do), and, for the three templates that
 * the schema does not have, certified connectors of that repository (AlisQI and Azure AD among them).
 */

export type PolicySection = 'Request' | 'Response' | 'Failure';

export interface PolicyParameter {
  /** Without the prefix `x-ms-apimTemplateParameter.`. */
  readonly name: string;
  readonly title: string;
  readonly required: boolean;
  readonly description: string;
  /** Closed list of values. */
  readonly values?: readonly string[];
  /** What the service assumes where the parameter is left out. */
  readonly default?: string;
  readonly example?: string;
  /** Absent for plain text. `expression` is text that may hold `@connectionParameters('…')` and its like. */
  readonly kind?: 'expression' | 'object' | 'number';
}

export interface PolicyTemplate {
  /** As it is written; found without regard to case, since published connectors use three spellings. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly documentation: string;
  readonly parameters: readonly PolicyParameter[];
  /** Where the policy may run. Empty where the template has no such choice: the parameter must be left out then. */
  readonly sections: readonly PolicySection[];
  /** The `type` that stands beside `templateId`; only the polling trigger has one. */
  readonly type?: string;
  /** Used by published connectors, but missing in Microsoft's schema: its parameters are what those connectors set. */
  readonly seenInTheWild?: true;
}

/** The keys inside `parameters` of a policy: `x-ms-apimTemplateParameter.<name>`, and these two. */
export const POLICY_PARAMETER_PREFIX = 'x-ms-apimTemplateParameter.';
export const POLICY_OPERATIONS_KEY = 'x-ms-apimTemplate-operationName';
export const POLICY_SECTION_KEY = 'x-ms-apimTemplate-policySection';

const DOCUMENTATION = 'https://learn.microsoft.com/connectors/custom-connectors/policy-templates';
const page = (id: string): string => `${DOCUMENTATION}/${id}/${id}`;

const BODY: readonly PolicySection[] = ['Request', 'Response'];

const EXISTS_ACTION: PolicyParameter = {
  name: 'existsAction',
  title: 'Action if it exists',
  required: false,
  description: 'What happens where the request has one of that name: override replaces its value, skip leaves it alone, append adds to it.',
  values: ['override', 'skip', 'append'],
  default: 'override',
};

const PARENT_PATH: PolicyParameter = {
  name: 'propertyParentPath',
  title: 'Parent path of the property',
  required: true,
  description: 'Leads to the object or collection that holds the property.',
  example: '@body().contacts',
  kind: 'expression',
};

const SUB_PATH: PolicyParameter = {
  name: 'propertySubPath',
  title: 'Property',
  required: false,
  description: 'The property below the parent path. The text null stands for the parent itself.',
  default: 'null',
  example: 'address',
};

const NEW_PATH: PolicyParameter = {
  name: 'newPropertyPath',
  title: 'Path of the new property',
  required: true,
  description: 'Where the result is put. In a collection, @item() is the current item.',
  example: '@item().address',
  kind: 'expression',
};

export const policyTemplates: readonly PolicyTemplate[] = [
  {
    id: 'dynamichosturl',
    title: 'Set host URL',
    description: 'Replaces host and base URL of the request by a URL built from connection parameters, headers or query parameters.',
    documentation: page('dynamichosturl'),
    sections: [],
    parameters: [
      { name: 'urlTemplate', title: 'URL template', required: true, description: 'The URL to send requests to, with scheme. It replaces the host of the definition.', example: "https://@connectionParameters('domain').example.com", kind: 'expression' },
    ],
  },
  {
    id: 'setheader',
    title: 'Set HTTP header',
    description: 'Adds a header to requests or responses, or changes its value.',
    documentation: page('setheader'),
    sections: ['Request', 'Response', 'Failure'],
    parameters: [
      { name: 'name', title: 'Header name', required: true, description: 'Name of the header.', example: 'Accept' },
      { name: 'value', title: 'Header value', required: true, description: 'Value of the header.', example: 'application/json', kind: 'expression' },
      EXISTS_ACTION,
    ],
  },
  {
    id: 'setqueryparameter',
    title: 'Set query string parameter',
    description: 'Adds a parameter to the query string of requests, or changes its value.',
    documentation: page('setqueryparameter'),
    sections: [],
    parameters: [
      { name: 'name', title: 'Query parameter name', required: true, description: 'Name of the query parameter.', example: 'api-version' },
      { name: 'value', title: 'Query parameter value', required: true, description: 'Value of the query parameter.', example: '2024-01-01', kind: 'expression' },
      EXISTS_ACTION,
    ],
  },
  {
    id: 'routerequesttoendpoint',
    title: 'Route request',
    description: 'Sends the request to another path, and with another method if wanted, so that two operations can share one path of the API.',
    documentation: page('routerequesttoendpoint'),
    sections: [],
    parameters: [
      { name: 'newPath', title: 'New path', required: true, description: 'Path of the API, with the braces of the operation\'s own path parameters.', example: '/v1.0/users/{id}/messages', kind: 'expression' },
      {
        name: 'httpMethod',
        title: 'HTTP method',
        required: false,
        description: 'Method of the new request. @Request.OriginalHTTPMethod keeps the method of the operation.',
        values: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', '@Request.OriginalHTTPMethod'],
        default: '@Request.OriginalHTTPMethod',
      },
    ],
  },
  {
    id: 'setproperty',
    title: 'Set property',
    description: 'Adds a property to the body, or replaces one, with a fixed value or one taken from elsewhere.',
    documentation: page('setproperty'),
    sections: BODY,
    parameters: [
      { name: 'newPropertyParentPathTemplate', title: 'Parent path', required: true, description: 'Leads to the object or collection that gets the property.', example: '@body()', kind: 'expression' },
      { name: 'newPropertySubPathTemplate', title: 'Property', required: true, description: 'The property to add or to replace, below the parent path.', example: 'status' },
      { name: 'propertyValuePathTemplate', title: 'Value', required: true, description: 'A fixed value, or an expression that leads to one.', example: '@body().state', kind: 'expression' },
    ],
  },
  {
    id: 'convertarraytoobject',
    title: 'Convert array to object',
    description: 'Turns an array of objects into one object whose property names come from a property of the items.',
    documentation: page('convertarraytoobject'),
    sections: BODY,
    parameters: [
      PARENT_PATH,
      SUB_PATH,
      { name: 'keyWithinCollectionPath', title: 'Key property', required: true, description: 'The property of an item whose value becomes the name in the new object.', example: 'id' },
      NEW_PATH,
      { name: 'retainKey', title: 'Keep the key', required: false, description: 'Whether the key property also stays inside the item.', values: ['true', 'false'] },
    ],
  },
  {
    id: 'convertobjecttoarray',
    title: 'Convert object to array',
    description: 'Turns an object into an array with one item for each of its properties.',
    documentation: page('convertobjecttoarray'),
    sections: BODY,
    parameters: [
      PARENT_PATH,
      SUB_PATH,
      NEW_PATH,
      { name: 'keyName', title: 'Name of the key property', required: false, description: 'The property of an item that gets the former name.', default: 'key' },
      { name: 'valueName', title: 'Name of the value property', required: false, description: 'The property of an item that gets the former value.', default: 'value' },
    ],
  },
  {
    id: 'stringtoarray',
    title: 'Convert delimited text to array of objects',
    description: 'Splits a text at delimiters into an array of objects with one property each.',
    documentation: page('stringtoarray'),
    sections: BODY,
    parameters: [
      PARENT_PATH,
      SUB_PATH,
      { name: 'delimiterList', title: 'Delimiters', required: true, description: 'The characters at which the text is split.', example: ';' },
      { name: 'childPropertyName', title: 'Property of the items', required: true, description: 'The property of each object that gets one part of the text.', example: 'userId' },
      NEW_PATH,
    ],
  },
  {
    id: 'stringreplace',
    title: 'Replace text',
    description: 'Replaces a text inside the value of a property.',
    documentation: DOCUMENTATION,
    sections: BODY,
    parameters: [
      PARENT_PATH,
      SUB_PATH,
      { name: 'sourceString', title: 'Text to replace', required: true, description: 'The text that is looked for.', example: '.' },
      { name: 'replacementString', title: 'Replacement', required: true, description: 'What takes its place; may be empty.', example: '%2E' },
      NEW_PATH,
    ],
  },
  {
    id: 'encodepropertyvalue',
    title: 'Encode property value',
    description: 'URL-encodes the value of a property.',
    documentation: DOCUMENTATION,
    sections: BODY,
    parameters: [PARENT_PATH, SUB_PATH, NEW_PATH],
  },
  {
    id: 'setvaluefromurl',
    title: 'Set header or query parameter from URL',
    description: 'Calls another operation of the same host first and puts a value of its answer into a header or query parameter.',
    documentation: page('setvaluefromurl'),
    sections: BODY,
    parameters: [
      { name: 'parameterTemplate', title: 'Parameter to set', required: true, description: 'The header or query parameter that gets the value: @headers(…) or @queryParameters(…).', example: "@headers('If-Match')", kind: 'expression' },
      { name: 'parameterValueUrl', title: 'Path to call', required: true, description: 'Path on the same host, with the path parameters of the operation.', example: '/v1.0/planner/tasks/{id}', kind: 'expression' },
      { name: 'parameterValuePathTemplate', title: 'Value in the answer', required: true, description: 'Leads to the value in the answer of that call.', example: "@body()['@odata.etag']", kind: 'expression' },
      { name: 'httpMethod', title: 'HTTP method', required: false, description: 'Method of the call.', values: ['GET', 'POST', 'PUT'], default: 'GET' },
    ],
  },
  {
    id: 'pollingtrigger',
    title: 'Polling trigger',
    description: 'Keeps the state of a polling trigger: which query parameters the next poll sends, and where the items are in the answer.',
    documentation: 'https://learn.microsoft.com/connectors/custom-connectors/create-polling-trigger',
    sections: [],
    type: 'PollingTrigger',
    parameters: [
      { name: 'triggerConfig', title: 'Trigger configuration', required: true, description: 'An object whose keys are query parameters and whose values say what the next poll sends. The key x-ms-triggerConfig-nextLink names the property with the link to the next page; without it, that is @odata.nextLink.', kind: 'object' },
      { name: 'triggerDataPath', title: 'Collection with the data', required: true, description: 'Leads to the array of new items in the answer.', example: '@triggerBody().data', kind: 'expression' },
    ],
  },
  {
    id: 'updatenextlink',
    title: 'Update next link',
    description: 'Rewrites the link to the next page, so that it leads through the connector. Operations with x-ms-pageable need it.',
    documentation: DOCUMENTATION,
    sections: [],
    parameters: [
      { name: 'nextLinkPropertyName', title: 'Property with the next link', required: true, description: 'Name of the property with the link to the next page.', example: '@odata.nextLink' },
      { name: 'nextLinkParentPropertyPath', title: 'Parent path', required: false, description: 'Leads to the object with that property, where it is not the body itself.', example: '@body().paging', kind: 'expression' },
    ],
  },
  {
    id: 'setconnectionstatustounauthenticated',
    title: 'Set connection status to unauthenticated',
    description: 'Marks the connection as one that must be signed in again, once the API answers with the given status.',
    documentation: page('setconnectionstatustounauthenticated'),
    sections: [],
    seenInTheWild: true,
    parameters: [
      { name: 'statusCode', title: 'Status code', required: true, description: 'The HTTP status that means that the sign-in is no longer good.', example: '401', kind: 'number' },
    ],
  },
  {
    id: 'moveproperties',
    title: 'Move properties',
    description: 'Moves a property, or all below it, to another place in the body.',
    documentation: DOCUMENTATION,
    sections: BODY,
    seenInTheWild: true,
    parameters: [
      { name: 'srcParentPath', title: 'Parent path of the source', required: true, description: 'Leads to the object that holds the property.', example: '@body()', kind: 'expression' },
      { name: 'srcSubPath', title: 'Source property', required: true, description: 'The property to move.', example: 'customProperties' },
      { name: 'dstParentPath', title: 'Parent path of the destination', required: true, description: 'Leads to the object that gets it.', example: '@body()', kind: 'expression' },
      { name: 'dstSubPath', title: 'Destination property', required: true, description: 'The property that it becomes. The text null stands for the parent itself.', example: 'null' },
      { name: 'copyOnlySubProperties', title: 'Only what is below', required: false, description: 'Whether only the properties below the source are moved, without the source itself.', values: ['true', 'false'] },
    ],
  },
  {
    id: 'dynamicsubdomain',
    title: 'Set subdomain',
    description: 'An older form of Set host URL, in use by one certified connector. Prefer dynamichosturl.',
    documentation: DOCUMENTATION,
    sections: [],
    seenInTheWild: true,
    parameters: [
      { name: 'urlTemplate', title: 'URL template', required: true, description: 'The URL to send requests to.', example: "https://@connectionParameters('subdomain').example.com", kind: 'expression' },
    ],
  },
];

const byId = new Map(policyTemplates.map((template) => [template.id, template]));

/** The template of a `templateId`, whatever its case. */
export function policyTemplate(id: string): PolicyTemplate | undefined {
  return byId.get(id.toLowerCase());
}

/** A parameter by its key in the file, with the prefix, or by its bare name; in any case. */
export function policyParameter(template: PolicyTemplate, key: string): PolicyParameter | undefined {
  const lower = key.toLowerCase();
  const prefix = POLICY_PARAMETER_PREFIX.toLowerCase();
  const name = lower.startsWith(prefix) ? lower.slice(prefix.length) : lower;
  return template.parameters.find((parameter) => parameter.name.toLowerCase() === name);
}
