/** SARIF 2.1.0 (docs.oasis-open.org/sarif), as code scanning services read it. */
import { rules } from '../../authoring/rules/index.ts';
import type { Severity } from '../../authoring/rule.ts';
import type { CheckReport } from '../report.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

export function sarifOutput({ version, connectors }: CheckReport): string {
  const diagnostics = connectors.flatMap((connector) => connector.diagnostics);
  const used = new Set(diagnostics.map(({ rule }) => rule));
  const described = rules.filter(({ id }) => used.has(id));
  // Findings without a rule of ours: the schema's, and what breaks users of an older definition.
  const others = [...used].filter((id) => !described.some((rule) => rule.id === id));
  const ruleIds = [...described.map(({ id }) => id), ...others];
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'Connector Studio',
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
            ...others.map((id) => ({ id, shortDescription: { text: id } })),
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
            artifactLocation: { uri: encodeURI(file) },
            region: { startLine: line, startColumn: column, endLine, endColumn },
          },
        }],
      })),
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
