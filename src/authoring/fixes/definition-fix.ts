/** Quick fixes of a definition that many rules offer in the same words. */
import type { TextEdit } from '../../connector/connector.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type { Fix } from '../rule.ts';
import { fileFix } from './file-fix.ts';
import { removeMember, renameKey, replaceScalar } from './node-edits.ts';

export function definitionFix(title: string, safe: boolean, edits: readonly TextEdit[]): Fix {
  return fileFix('definition', title, safe, edits);
}

export function writeFix(document: SyntaxDocument, node: SyntaxNode, value: string | number | boolean, safe: boolean): Fix {
  return definitionFix(`Write ${JSON.stringify(value)}`, safe, replaceScalar(document, node, value));
}

/** None where nothing near is known. Safe where the two differ in case only. */
export function writeNearFix(document: SyntaxDocument, node: SyntaxNode, near: string | undefined): Fix[] {
  return near === undefined ? [] : [writeFix(document, node, near, near.toLowerCase() === String(node.value).toLowerCase())];
}

export function renameFix(document: SyntaxDocument, member: SyntaxMember, key: string, safe: boolean): Fix {
  return definitionFix(`Rename to "${key}"`, safe, renameKey(document, member, key));
}

export function removeFix(document: SyntaxDocument, parent: SyntaxNode, member: SyntaxMember, safe: boolean): Fix {
  return definitionFix(`Remove "${member.key}"`, safe, removeMember(document, parent, member));
}
