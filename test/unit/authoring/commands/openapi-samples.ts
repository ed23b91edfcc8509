/** Documents of the versions that can be imported, each with most of what a connector cannot say. */

/** OpenAPI 3.0, JSON. */
export const shop30 = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1.2.0', contact: { name: 'A' }, license: { name: 'MIT' } },
  servers: [
    { url: 'http://old.example.com' },
    { url: 'https://{region}.example.com/v1/', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } },
    { url: 'https://b.example.com' },
  ],
  tags: [{ name: 'orders' }],
  security: [{ bearer: [] }, { oauth: ['read'] }],
  paths: {
    '/orders': {
      summary: 'Orders',
      servers: [{ url: 'https://orders.example.com' }],
      parameters: [{ $ref: '#/components/parameters/Trace' }],
      get: {
        operationId: 'listOrders',
        summary: 'List orders / all?',
        tags: ['orders'],
        parameters: [
          { name: 'session', in: 'cookie', schema: { type: 'string' } },
          { name: 'Authorization', in: 'header', schema: { type: 'string' } },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { $ref: '#/components/schemas/Id' } } },
          { name: 'tags', in: 'query', style: 'pipeDelimited', schema: { type: 'array', items: { type: 'string' } } },
          { name: 'filter', in: 'query', style: 'deepObject', required: true, schema: { type: 'object', required: ['from'], properties: { from: { type: 'string', format: 'date' }, size: { type: 'integer', nullable: true } } } },
          { name: 'page', in: 'query', schema: { $ref: '#/components/schemas/Page' } },
          { name: 'blob', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
          { name: 'limit', in: 'query', description: 'How many.', deprecated: true, example: 3, schema: { type: 'integer', minimum: 1, default: 10 } },
        ],
        responses: {
          200: {
            description: 'OK',
            headers: { 'X-Next': { description: 'Next page', schema: { type: 'string' } } },
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Order' } }, example: [] },
              'text/csv': { schema: { type: 'string' } },
            },
            links: { next: { operationId: 'listOrders' } },
          },
          '4XX': { $ref: '#/components/responses/Problem' },
          '5XX': { $ref: '#/components/responses/Problem' },
        },
      },
      post: {
        summary: 'Create an order',
        description: 'Creates one.',
        requestBody: { required: true, description: 'The order', content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } }, 'application/xml': { schema: { type: 'string' } } } },
        responses: { 201: { description: 'Created' } },
        callbacks: { shipped: { '{$request.body#/url}': { post: { responses: { 200: { description: 'ok' } } } } } },
        security: [{ key: [] }],
      },
      trace: { responses: { 200: { description: 'ok' } } },
    },
    '/orders/{orderId}/{part}': {
      get: { operationId: 'ListOrders', summary: 'One', parameters: [{ name: 'orderId', in: 'path', schema: { type: 'string' } }, { name: 'nothing', in: 'path', required: true, schema: { type: 'string' } }], requestBody: { content: { 'application/json': {} } }, responses: { '2XX': { description: 'OK', content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } } } },
      put: {
        operationId: 'up load',
        deprecated: true,
        requestBody: { content: { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' }, files: { type: 'array', items: { type: 'string', format: 'binary' } }, note: { type: 'string', description: 'A note' }, meta: { type: 'object', properties: {} } } }, encoding: { meta: { contentType: 'application/json' } } } } },
        responses: {},
        security: [],
      },
    },
    '/other': { $ref: 'other.yaml#/paths/~1other' },
  },
  components: {
    parameters: { Trace: { name: 'X-Trace', in: 'header', schema: { type: 'string' } }, Unused: { name: 'u', in: 'query', schema: { type: 'string' } } },
    responses: { Problem: { description: 'Problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
    schemas: {
      Id: { type: 'string', format: 'uuid' },
      Page: { type: 'object', properties: { number: { type: 'integer' }, cursor: { type: 'string' } } },
      Problem: { type: 'object', properties: { title: { type: 'string' } } },
      Order: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { allOf: [{ $ref: '#/components/schemas/Id' }], nullable: true },
          state: { type: 'string', enum: ['new', 'done', null], nullable: true },
          pay: { oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Cash' }], discriminator: { propertyName: 'kind', mapping: { c: '#/components/schemas/Card' } } },
          code: { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'string', enum: ['b'] }] },
          any: { oneOf: [{ type: 'string' }, { type: 'number' }] },
          parent: { $ref: '#/components/schemas/Order' },
          far: { $ref: 'https://example.com/schema.json' },
          gone: { $ref: '#/components/schemas/Gone' },
          secret: { type: 'string', writeOnly: true, deprecated: true },
          odd: { not: { type: 'string' } },
        },
      },
      Card: { type: 'object', required: ['kind', 'number'], properties: { kind: { type: 'string' }, number: { type: 'string' } } },
      Cash: { allOf: [{ type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } }, { type: 'object', properties: { amount: { type: 'number' } } }] },
    },
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      oauth: { type: 'oauth2', flows: { authorizationCode: { authorizationUrl: 'https://a.example.com/authorize', tokenUrl: 'https://a.example.com/token', scopes: { read: 'Read' } } } },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://a.example.com/.well-known/openid-configuration' },
    },
  },
};

/** OpenAPI 3.1, YAML. */
export const people31 = `
openapi: 3.1.0
info:
  title: People
  summary: Finds people.
  version: 1.0.0
  license: { name: Apache-2.0, identifier: Apache-2.0 }
servers:
  - url: https://graph.example.com
webhooks:
  personAdded:
    post: { responses: { "200": { description: ok } } }
paths:
  /people/{person-id}:
    parameters:
      - { name: person-id, in: path, required: true, schema: { type: [string, "null"] } }
    get:
      description: Gets a person. With all that is known.
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Person"
                description: beside
components:
  schemas:
    Person:
      type: object
      properties:
        const: { type: string }
        name: { type: [string, "null"], examples: [Ann, Bob] }
        kind: { const: person }
        flag: { const: false }
        age: { type: integer, exclusiveMinimum: 0, maximum: 150 }
        mixed: { type: [string, integer] }
        pair: { type: array, prefixItems: [{ type: string }] }
        photo: { type: string, contentEncoding: base64 }
        file: { type: string, contentMediaType: application/octet-stream }
        friend: { anyOf: [{ $ref: "#/components/schemas/Person" }, { type: "null" }] }
        street: { $ref: "#/components/schemas/Person/$defs/Street" }
        open: true
        shut: false
        more: { type: object, patternProperties: { "^x": { type: string } }, if: {}, then: {} }
      $defs:
        Street: { type: object, properties: { next: { $ref: "#/components/schemas/Person/$defs/Street" } } }
  securitySchemes:
    entra:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://login.microsoftonline.com/33e01921-4d64-4f8c-a055-5bdaffd5e33d/oauth2/v2.0/authorize
          tokenUrl: https://login.microsoftonline.com/33e01921-4d64-4f8c-a055-5bdaffd5e33d/oauth2/v2.0/token
          scopes: { https://graph.microsoft.com/User.Read: Read, offline_access: Stay }
        clientCredentials: { tokenUrl: https://login.microsoftonline.com/x/oauth2/v2.0/token, scopes: {} }
security:
  - entra: [https://graph.microsoft.com/User.Read]
`;

/** OpenAPI 2.0, YAML, beyond its version and with faults. */
export const pets20 = `
swagger: 2.0
info: { title: Pets, version: 1 }
basepath: /typo
schemes: [http]
host: https://pets.example.com/v1
consumes: [application/json]
securityDefinitions:
  a: { type: basic }
  b: { type: oauth2, flow: implicit, authorizationUrl: https://a.example.com, scopes: {} }
paths:
  /pets/{id}:
    get:
      parameters:
        - { $ref: "#/parameters/Id" }
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: multi }
        - { name: body, in: body, schema: { type: object } }
      responses:
        "200":
          description: OK
          schema: { $ref: "#/definitions/Pet" }
    delete:
      operationId: GetPetsById
      summary: Remove
      description: Removes.
      parameters: [{ $ref: "#/parameters/Id" }]
      security: [{ b: [] }]
      responses: { "204": { description: Gone } }
parameters:
  Id: { name: id, in: path, type: string }
definitions:
  Pet:
    type: object
    properties:
      name: { type: string, nullable: true }
      kind: { oneOf: [{ type: string }, { type: integer }] }
`;
