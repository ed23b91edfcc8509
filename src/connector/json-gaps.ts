/** JSON that is being typed: the member whose key or value is not complete, between two complete ones. */
import { createScanner } from 'jsonc-parser';
import type { TextRange } from './connector.ts';
import { TOKEN } from './json-tokens.ts';
import type { SyntaxMember } from './syntax-node.ts';

/**
 * The member that the tree leaves out because its value or colon is missing, where the offset lies in its key or behind
 * its colon. Its value is a null: of the range of an unknown word (`tru`) that the offset lies in, else empty at the
 * offset. `from` is the end of the object's last complete member before the offset, or the place behind its brace.
 */
export function unfinishedMember(text: string, from: number, offset: number): SyntaxMember | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  let key: { readonly name: string; readonly range: TextRange } | undefined;
  let colon = false;
  for (let token = scanner.scan(); token !== TOKEN.end && scanner.getTokenOffset() <= offset; token = scanner.scan()) {
    const range = { start: scanner.getTokenOffset(), end: scanner.getPosition() };
    if (token === TOKEN.string && !colon) {
      key = { name: scanner.getTokenValue(), range };
      if (offset <= range.end) return memberFrom(key, { start: range.end, end: range.end });
    } else if (range.start === offset && token !== TOKEN.unknown) {
      break;
    } else if (token === TOKEN.colon) {
      colon = true;
    } else if (token === TOKEN.comma) {
      key = undefined;
      colon = false;
    } else if (token === TOKEN.unknown && key && colon && offset <= range.end) {
      return memberFrom(key, range);
    }
  }
  return key && colon ? memberFrom(key, { start: offset, end: offset }) : undefined;
}

function memberFrom({ name, range: keyRange }: { readonly name: string; readonly range: TextRange }, range: TextRange): SyntaxMember {
  return { key: name, keyRange, value: { kind: 'null', range, value: null }, range: { start: keyRange.start, end: Math.max(keyRange.end, range.end) } };
}
