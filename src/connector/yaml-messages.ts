/**
 * The `yaml` package's messages in the words of those who write connectors: what is wrong at the place, and what to do.
 * Those that are left out here say so themselves. The texts on the left are the package's (yaml 2.9).
 */

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['Implicit keys need to be on a single line', 'A colon is expected behind this key.'],
  ['Implicit map keys need to be followed by map values', 'A colon is expected behind this key.'],
  ['Nested mappings are not allowed in compact mappings', 'A colon and a blank begin another key, which cannot stand on this line. Put the text in quotes.'],
  ['Missing closing "quote', 'The text is not closed by a double quote.'],
  ["Missing closing 'quote", 'The text is not closed by a single quote.'],
  ['All mapping items must start at the same column', 'The keys of an object begin in the same column. Indent this one like the others.'],
  ['All sequence items must start at the same column', 'The items of a list begin in the same column. Indent this one like the others.'],
  ['Sequence item without - indicator', 'A dash is expected in front of this item.'],
]);

export function yamlMessage(message: string): string {
  const reserved = /^Plain value cannot start with (?:reserved|flow indicator|directive indicator) (?:character )?(\S)$/.exec(message)?.[1];
  if (reserved !== undefined) return `A text that begins with ${reserved} needs quotes.`;
  return MESSAGES.get(message) ?? `${message.replace(/\.$/, '')}.`;
}
