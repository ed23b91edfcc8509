/** SARIF 2.1.0 (docs.oasis-open.org/sarif), as code scanning services read it. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BREAKING_CHANGES } from '../../authoring/breaking-diagnostics.ts';
import { rules } from '../../authoring/rules/index.ts';
import type { Severity } from '../../authoring/rule.ts';
import type { CheckReport } from '../report.ts';
import { jsonText } from './json.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

const CONFIG_TITLE = 'A .connectorstudio.yaml says what can be done.';

export function sarifOutput({ version, connectors }: CheckReport): string {
  const diagnostics = connectors.flatMap((connector) => connector.diagnostics);
  const used = new Set(diagnostics.map(({ rule }) => rule));
  const described = rules.filter(({ id }) => used.has(id));
  // Findings without a rule: what breaks users of an older definition, and what is wrong in a configuration file.
  const others = [...used].filter((id) => !described.some((rule) => rule.id === id));
  const titles = new Map(Object.values(BREAKING_CHANGES).map(({ id, title }) => [id, title]));
  const ruleIds = [...described.map(({ id }) => id), ...others];
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'Connector Studio',
          version,
          semanticVersion: version,
          informationUri: 'https://github.com/connector-studio/connector-studio',
          rules: [
            ...described.map(({ id, title, explanation, source, severity }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: explanation },
              help: { text: `${explanation} Source: ${source}`, markdown: `${explanation}\n\nSource: ${source}` },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
            ...others.map((id) => ({ id, shortDescription: { text: titles.get(id) ?? CONFIG_TITLE } })),
          ],
        },
      },
      columnKind: 'utf16CodeUnits',
      results: diagnostics.map(({ rule, severity, message, file, line, column, endLine, endColumn }) => ({
        ruleId: rule,
        ruleIndex: ruleIds.indexOf(rule),
        level: LEVELS[severity],
        message: { text: message },
        locations: [{
          physicalLocation: {
            artifactLocation: { uri: uriReference(file) },
            region: { startLine: line, startColumn: column, endLine, endColumn },
          },
        }],
      })),
    }],
  };
  return jsonText(log);
}

/** Relative to the working directory, unless that lies on another drive. Every character is one of a name, `#` and `:` too. */
function uriReference(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.split('/').map((name) => encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))).join('/');
}
