/** What is written behind the colon of a completed key, with places to fill in as VS Code's snippets have them. */
import type { FileFormat } from '../../connector/connector.ts';
import { writtenScalar } from '../../connector/scalar-source.ts';
import type { Follow } from './completion-values.ts';

/** With the blank or line break in front. Lines are indented by tabs, which editors turn into the file's own indentation. */
export function written(follow: Follow, format: FileFormat): { readonly text: string; readonly snippet: boolean } {
  const writer = new FollowWriter(format);
  const text = writer.behindKey(follow, 1);
  return writer.places === 0 ? { text: text.replaceAll(/\\([\\$}])/g, '$1'), snippet: false } : { text, snippet: true };
}

class FollowWriter {
  /** Places to fill in, so far. */
  places = 0;
  private readonly format: FileFormat;

  constructor(format: FileFormat) {
    this.format = format;
  }

  behindKey(follow: Follow, depth: number): string {
    if (this.format === 'yaml' && 'object' in follow) return this.yamlObject(follow.object, depth);
    return ` ${this.value(follow, depth)}`;
  }

  private value(follow: Follow, depth: number): string {
    if ('literals' in follow) return this.place(follow.literals);
    if ('object' in follow) return this.jsonObject(follow.object, depth);
    if ('list' in follow) return `[${follow.list.map((item) => this.value(item, depth)).join(', ')}]`;
    const { text, choices, proposal } = follow;
    if (text !== undefined) return escaped(writtenScalar(this.format, text, ''));
    const inQuotes = (choices ?? (proposal === undefined ? [] : [proposal])).map((choice) => JSON.stringify(choice).slice(1, -1));
    return `"${this.place(inQuotes)}"`;
  }

  private jsonObject(members: readonly (readonly [string, Follow])[], depth: number): string {
    const tabs = '\t'.repeat(depth);
    const lines = members.length === 0 ? [`${tabs}${this.place([])}`] : members.map(([key, value]) => `${tabs}${escaped(JSON.stringify(key))}: ${this.value(value, depth + 1)}`);
    return `{\n${lines.join(',\n')}\n${tabs.slice(1)}\\}`;
  }

  private yamlObject(members: readonly (readonly [string, Follow])[], depth: number): string {
    const tabs = '\t'.repeat(depth);
    if (members.length === 0) return `\n${tabs}${this.place([])}`;
    return members.map(([key, value]) => `\n${tabs}${escaped(writtenScalar('yaml', key, ''))}:${this.behindKey(value, depth + 1)}`).join('');
  }

  /** One thing to choose from is a proposal, several are a choice. */
  private place(choices: readonly string[]): string {
    this.places++;
    if (choices.length === 0) return `$${this.places}`;
    if (choices.length === 1) return `\${${this.places}:${escaped(choices[0] ?? '')}}`;
    return `\${${this.places}|${choices.map((choice) => choice.replaceAll(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}
