/** Places in a definition for mutations to choose from, and what they do there. */
import { insertMember } from '../../../../src/authoring/fixes/node-edits.ts';
import type { DefinitionModel, ExtensionUse } from '../../../../src/authoring/model/connector-model.ts';
import type { FileEdits } from '../../../../src/authoring/rule.ts';
import type { TextEdit } from '../../../../src/connector/connector.ts';
import type { SyntaxNode } from '../../../../src/connector/syntax-node.ts';
import type { Breakage, Random } from './mutation.ts';

export function inDefinition(edits: readonly TextEdit[]): FileEdits[] {
  return [{ file: 'definition', edits }];
}

export function extensionNamed(definition: DefinitionModel | undefined, random: Random, isMeant: (use: ExtensionUse) => boolean): ExtensionUse | undefined {
  return random.one(definition?.extensions.filter(isMeant) ?? []);
}

/** Puts a member in that the first fix takes out again. Blanks before a line's end go with what stands there last. */
export function inserted({ document }: DefinitionModel, owner: SyntaxNode, key: string, value: unknown): Pick<Breakage, 'changes' | 'restores'> {
  const last = owner.members?.at(-1)?.range.end ?? owner.range.start;
  const restores = !/[ \t]\r?\n/.test(document.text.slice(last, owner.range.end));
  return { changes: inDefinition(insertMember(document, owner, key, value)), restores };
}
