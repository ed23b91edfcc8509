/** What is wrong in the `.connectorstudio.yaml` files that a connector goes by. */
import { LineIndex } from '../../connector/line-index.ts';
import { withoutSecrets } from '../shown-text.ts';
import { CONFIG_FINDING } from '../studio-config-name.ts';
import { readStudioConfig } from '../studio-config.ts';
import type { ConfigText } from './connector-sources.ts';
import type { PlainDiagnostic } from './plain-diagnostic.ts';
import type { PlainPosition } from './positions.ts';

export function configDiagnostics(configs: readonly ConfigText[], ruleIds: readonly string[]): PlainDiagnostic[] {
  return configs.flatMap(({ uri, text }) => {
    const { problems } = readStudioConfig(text, ruleIds);
    if (problems.length === 0) return [];
    const index = new LineIndex(text);
    const position = (offset: number): PlainPosition => {
      const { line, column } = index.placeAt(offset);
      return { line, character: column };
    };
    return problems.map(({ severity, message, range }): PlainDiagnostic => ({ uri, range: { start: position(range.start), end: position(range.end) }, severity, rule: CONFIG_FINDING, message: withoutSecrets(message) }));
  });
}
