/** What mutations of apiProperties have in common. */
import type { ConnectorModel, FileKind, OAuthView, PropertiesModel } from '../../../../src/authoring/model/connector-model.ts';
import type { SyntaxNode } from '../../../../src/connector/syntax-node.ts';
import type { TextEdit, TextRange } from '../../../../src/connector/connector.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';

export const inFile = (file: FileKind, edits: readonly TextEdit[], more: Omit<Breakage, 'changes'> = {}): Breakage => ({ changes: [{ file, edits }], ...more });

export const inProperties = (edits: readonly TextEdit[], more: Omit<Breakage, 'changes'> = {}): Breakage => inFile('properties', edits, more);

export type PropertiesWithNode = PropertiesModel & { readonly node: SyntaxNode };

/** A mutation of apiProperties that has an object `properties`. */
export function ofProperties(rule: string, breakIt: (properties: PropertiesWithNode, random: Random, connector: ConnectorModel) => Breakage | undefined): Mutation {
  return {
    rule,
    break: (connector, random) => {
      const { properties } = connector;
      return properties?.node ? breakIt({ ...properties, node: properties.node }, random, connector) : undefined;
    },
  };
}

/** A mutation of one random sign-in. */
export function ofSignIn(rule: string, breakIt: (oauth: OAuthView, random: Random, properties: PropertiesWithNode, connector: ConnectorModel) => Breakage | undefined): Mutation {
  return ofProperties(rule, (properties, random, connector) => {
    const oauth = random.one(properties.oauth);
    return oauth && breakIt(oauth, random, properties, connector);
  });
}

/** The same sign-in in the broken connector. */
export function sameSignIn({ properties }: ConnectorModel, { parameter }: OAuthView): OAuthView | undefined {
  return properties?.oauth.find((one) => one.parameter.setName === parameter.setName && one.parameter.name === parameter.name);
}

export function atProperties(range: TextRange | undefined): { readonly file: FileKind; readonly range: TextRange } | undefined {
  return range && { file: 'properties', range };
}

/** Characters of an alphabet, as a key or token has them: letters and digits always among them. */
export function randomText(alphabet: string, length: number, random: Random): string {
  return `a7${Array.from({ length: length - 2 }, () => alphabet.charAt(random.below(alphabet.length))).join('')}`;
}

export const HEX = '0123456789abcdef';
export const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
