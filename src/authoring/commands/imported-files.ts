/** The files of an imported connector, and what its author must know of the import, to be read. */
import type { FileFormat, Pointer } from '../../connector/connector.ts';
import { convertFormat } from './convert-format.ts';
import type { Finding, ImportedConnector } from './import-openapi.ts';

/** Definition first, then properties. */
export function importedFiles({ definition, properties }: ImportedConnector, format: FileFormat): { name: string; content: string }[] {
  return [
    { name: `apiDefinition.swagger.${format}`, content: written(definition, format) },
    { name: `apiProperties.${format}`, content: written(properties, format) },
  ];
}

const TITLES: readonly (readonly [Finding['effect'], string])[] = [
  ['check', 'To look at'],
  ['changed', 'Said in another way'],
  ['lost', 'Left out'],
];

/**
 * The findings as Markdown, what must be looked at first. Findings of the same words are told once, with their places.
 *
 * @param name Of the document that was imported.
 */
export function findingsText({ findings, version }: ImportedConnector, name: string): string {
  const head = `# Import of ${name} (OpenAPI ${version})\n`;
  if (findings.length === 0) return `${head}\nThe connector says all that the document says.\n`;
  const parts = TITLES.flatMap(([effect, title]) => {
    const places = new Map<string, string[]>();
    for (const { effect: one, message, pointer } of findings) {
      if (one === effect) places.set(message, [...(places.get(message) ?? []), placeOf(pointer)]);
    }
    const lines = [...places].map(([message, at]) => `- ${message}\n${at.map((place) => `  - ${place}`).join('\n')}`);
    return lines.length === 0 ? [] : [`\n## ${title}\n\n${lines.join('\n')}\n`];
  });
  return head + parts.join('');
}

function placeOf(pointer: Pointer): string {
  return pointer.length === 0 ? 'the document' : pointer.map((segment) => `\`${String(segment).replaceAll('`', "'")}\``).join(' › ');
}

function written(value: unknown, format: FileFormat): string {
  const json = `${JSON.stringify(value, null, 2)}\n`;
  return format === 'json' ? json : convertFormat(json, 'json').text;
}
