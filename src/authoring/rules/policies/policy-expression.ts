import { replaceScalar } from '../../fixes/node-edits.ts';
import { rangeWithin, textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';

/** Functions that take a name in quotes, and perhaps a default. */
const WITH_NAME: ReadonlySet<string> = new Set(['connectionParameters', 'headers', 'queryParameters', 'environmentVariables', 'pathParameters']);
/** The documentation writes `@header('test')` in one place; the others take no name. */
const FUNCTIONS = [...WITH_NAME, 'header', 'body', 'item', 'triggerBody', 'triggerOutputs'];
const KNOWN: ReadonlyMap<string, string> = new Map(FUNCTIONS.map((name) => [name.toLowerCase(), name]));

const CALL = /@\{?([A-Za-z]+)(?=\s*\()/g;
const WELL_FORMED = /^\s*\(\s*(?:'[^']*'|"[^"]*")\s*(?:,\s*(?:'[^']*'|"[^"]*")\s*)?\)/;

export const policyExpression: Rule = {
  id: 'policy-expression',
  severity: 'warning',
  profile: 'build',
  title: 'Expressions in policies are well formed.',
  explanation: 'An expression is a function with a name in quotes, and a default after a comma if wanted: `@connectionParameters(\'region\', \'eu\')`. Where a quote or a parenthesis is missing, or the function is misspelt, the text is sent as it stands or the connector is refused.',
  source: 'learn.microsoft.com, custom connectors, policy templates, dynamichosturl (expressions); all published connectors of the development set keep to it.',
  bad: withPolicies(headerPolicy({ value: "@connectionParameters('api_key" })),
  good: withPolicies(headerPolicy({ value: "@connectionParameters('api_key')" })),
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document } = properties;
    for (const { parameters } of properties.policies) {
      for (const { value: node } of parameters.values()) {
        const text = textOf(node);
        if (!text?.includes('@')) continue;
        for (const match of text.matchAll(CALL)) {
          const name = match[1] ?? '';
          const start = match.index + match[0].length - name.length;
          const known = KNOWN.get(name.toLowerCase());
          const near = known === undefined ? nearest(name, FUNCTIONS) : undefined;
          if (near !== undefined) {
            const fixes = (): Fix[] => [{ title: `Write "${near}"`, safe: near.toLowerCase() === name.toLowerCase(), changes: [{ file: 'properties', edits: replaceScalar(document, node, text.slice(0, start) + near + text.slice(start + name.length)) }] }];
            report({ file: 'properties', range: rangeWithin(document, node, start, start + name.length), message: `There is no function "@${name}". Is "@${near}" meant?`, fixes });
            continue;
          }
          const rest = text.slice(start + name.length);
          if (known === undefined || !WITH_NAME.has(known) || WELL_FORMED.test(rest)) continue;
          const mended = closed(rest);
          const fixes = (): Fix[] => (mended === undefined ? [] : [{ title: 'Close the expression', safe: true, changes: [{ file: 'properties', edits: replaceScalar(document, node, text.slice(0, start + name.length) + mended) }] }]);
          report({ file: 'properties', range: rangeWithin(document, node, start, text.length), message: `This expression does not end properly. It is written @${known}('name').`, fixes });
        }
      }
    }
  },
};

/** The rest of a text that only lacks its end: a quote, a parenthesis, or both. */
function closed(rest: string): string | undefined {
  return ["'", '"', ')', "')", '")'].map((end) => rest + end).find((mended) => WELL_FORMED.test(mended) && /\)$/.test(mended));
}
