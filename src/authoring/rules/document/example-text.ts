/** For examples of faults that only a file's text has, its data not: apiProperties as whole text. */

/** `stackOwner`: the last member as it is written, and what follows it. */
export function propertiesText(stackOwner: string): string {
  return `{
  "properties": {
    "connectionParameters": {
      "api_key": {
        "type": "securestring",
        "uiDefinition": {
          "displayName": "API key",
          "description": "The API key of your shelf.",
          "tooltip": "Provide your API key",
          "constraints": { "tabIndex": 2, "clearText": false, "required": "true" }
        }
      }
    },
    "iconBrandColor": "#2b5797",
    "capabilities": [],
    "policyTemplateInstances": [],
    "publisher": "Contoso",
    ${stackOwner}
  }
}
`;
}
