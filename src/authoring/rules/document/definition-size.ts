import type { SyntaxDocument } from '../../../connector/syntax-node.ts';
import type { Rule } from '../../rule.ts';

/** Of the column `openapidefinition` in Dataverse, in characters. */
const SOLUTION_LIMIT = 500_000;
/** learn.microsoft.com, custom connectors FAQ: smaller than 1 MB. */
const FILE_LIMIT = 1_000_000;

export const definitionSize: Rule = {
  id: 'definition-size',
  severity: 'warning',
  profile: 'build',
  title: 'The definition is smaller than 1 MB, and than 500,000 characters for solutions.',
  explanation: 'A definition of more than 1 MB is refused. A solution stores it in a column of 500,000 characters: "The length of the \'openapidefinition\' attribute … exceeded the maximum allowed length of \'500000\'". Whether indentation counts there is not documented; where only the text with its indentation is longer, it is an information.',
  source: 'learn.microsoft.com, custom connectors FAQ; PowerPlatformConnectors #3567.',
  published: 23,
  bad: { definition: `{ "definitions": { "Item": { "example": ${JSON.stringify('text '.repeat(100_000))} } } }` },
  good: { definition: '{ "definitions": { "Item": { "example": "text" } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document, root } = definition;
    const { length } = document.text;
    if (length <= SOLUTION_LIMIT) return;
    const range = { start: root.range.start, end: root.range.start + 1 };
    if (length > FILE_LIMIT) {
      report({ file: 'definition', range, message: `The definition has ${numeral(length)} characters, and the platform takes less than 1 MB. Leave operations out, or split the connector.` });
      return;
    }
    const minified = document.format === 'json' ? length - indentation(document, length - SOLUTION_LIMIT) : length;
    if (minified > SOLUTION_LIMIT) {
      report({ file: 'definition', range, message: `The definition has ${numeral(minified)} characters without its indentation, and a solution stores 500,000 at most. Describe what repeats under "definitions", leave operations out, or split the connector.` });
      return;
    }
    report({ file: 'definition', range, severity: 'information', message: `The definition has ${numeral(length)} characters with its indentation, and a solution stores 500,000 at most. If an import refuses it, write it without indentation.` });
  },
};

/** Line breaks and the white space that follows them; strings of JSON have none. Counted up to `enough`. */
function indentation({ text }: SyntaxDocument, enough: number): number {
  let sum = 0;
  for (let feed = text.indexOf('\n'); feed >= 0 && sum < enough; ) {
    let end = feed + 1;
    let code = text.charCodeAt(end);
    while (code === 32 || code === 9 || code === 13) code = text.charCodeAt(++end);
    sum += end - feed + (text.charCodeAt(feed - 1) === 13 ? 1 : 0);
    // A blank line ends in a line break of its own.
    feed = code === 10 ? end : text.indexOf('\n', end);
  }
  return sum;
}

/** By hand: the first number that is written for a language takes some 15 ms, until the engine has loaded what it knows of languages. */
function numeral(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
