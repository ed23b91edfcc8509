/** A connector whose files name each other in every way there is, in YAML. `overlaid` puts the cursor somewhere. */
import type { ConnectorTexts } from '../../../../src/authoring/model/build-model.ts';

const definition = `swagger: '2.0'
info:
  title: Shelf
  version: '1.0'
host: shelf.contoso.com
schemes:
  - https
paths:
  /shelves:
    get:
      operationId: ListShelves
      summary: List shelves
      description: Lists all shelves.
      x-ms-visibility: internal
      parameters:
        - name: region
          in: query
          type: string
          required: true
        - $ref: '#/parameters/Language'
      responses:
        '200':
          description: OK
          schema:
            type: object
            properties:
              value:
                type: array
                items:
                  $ref: '#/definitions/Shelf'
        default:
          $ref: '#/responses/Failure'
  /shelves/{shelfId}/items/{id}:
    parameters:
      - name: shelfId
        in: path
        required: true
        type: string
        x-ms-dynamic-values:
          operationId: ListShelves
          parameters:
            region:
              parameter: region
          value-collection: value
          value-path: key
          value-title: title
    get:
      operationId: GetItem
      summary: Get an item
      description: Gets one item.
      tags:
        - items
      parameters:
        - name: id
          in: path
          required: true
          type: string
        - name: region
          in: query
          type: string
        - name: X-Trace
          in: header
          type: string
      responses:
        '200':
          description: OK
          schema:
            $ref: '#/definitions/Item'
      security:
        - api_key: []
    put:
      operationId: PutItem
      summary: Put an item
      description: Puts an item on the shelf.
      parameters:
        - name: id
          in: path
          required: true
          type: string
        - name: body
          in: body
          schema:
            $ref: '#/definitions/Item'
      responses:
        '200':
          description: OK
definitions:
  Shelf:
    type: object
    required:
      - key
    properties:
      key:
        type: string
        description: The key.
      title:
        type: string
  Item:
    type: object
    properties:
      shelf:
        type: string
        x-ms-dynamic-list:
          operationId: ListShelves
          parameters:
            region:
              parameterReference: body/place
          itemsPath: value
          itemValuePath: key
          itemTitlePath: title
      place:
        type: string
      parts:
        type: array
        items:
          $ref: '#/definitions/Item'
parameters:
  Language:
    name: lang
    in: query
    type: string
responses:
  Failure:
    description: Failed
securityDefinitions:
  api_key:
    type: apiKey
    in: header
    name: X-Api-Key
  sign_in:
    type: oauth2
    flow: accessCode
    authorizationUrl: https://login.contoso.com/authorize
    tokenUrl: https://login.contoso.com/token
    scopes:
      shelf.read: Read shelves
security:
  - api_key: []
x-ms-capabilities:
  testConnection:
    operationId: ListShelves
    parameters:
      region: west
`;

const properties = `properties:
  connectionParameters:
    region:
      type: string
      uiDefinition:
        displayName: Region
        description: Where your shelves are.
    token:
      type: oauthSetting
      oAuthSettings:
        identityProvider: aad
        clientId: ''
        scopes:
          - User.Read
        customParameters:
          loginUri:
            value: https://login.microsoftonline.com
          tenantId:
            value: common
          resourceUri:
            value: https://graph.microsoft.com
    token:TenantId:
      type: string
  scriptOperations:
    - GetItem
  policyTemplateInstances:
    - templateId: dynamichosturl
      title: Host
      parameters:
        x-ms-apimTemplateParameter.urlTemplate: https://@connectionParameters('region').shelf.com/@connectionParameters('token:tenantId')/@connectionParameters('region')
    - templateId: routerequesttoendpoint
      title: Route
      parameters:
        x-ms-apimTemplate-operationName:
          - GetItem
          - PutItem
        x-ms-apimTemplateParameter.newPath: /v2/{shelfId}/{id}
    - templateId: setheader
      title: Trace
      parameters:
        x-ms-apimTemplate-operationName:
          - GetItem
        x-ms-apimTemplateParameter.name: x-trace
        x-ms-apimTemplateParameter.value: "@queryParameters('region')"
        x-ms-apimTemplateParameter.existsAction: skip
        x-ms-apimTemplate-policySection: Request
`;

const script = `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        if (this.Context.OperationId == "GetItem") return await Forward();
        return null;
    }
}
`;

export const shelf: ConnectorTexts = { definition, properties, script };

/** Puts `after` in the place of the n-th `before` of one file. */
export function shelfWith(file: 'definition' | 'properties' | 'script', before: string, after: string, occurrence = 1): ConnectorTexts {
  const text = shelf[file] ?? '';
  let at = -1;
  for (let count = 0; count < occurrence; count++) {
    at = text.indexOf(before, at + 1);
    if (at < 0) throw new Error(`The ${file} has no "${before}".`);
  }
  return { ...shelf, [file]: text.slice(0, at) + after + text.slice(at + before.length) };
}
