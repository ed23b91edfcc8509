import { replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { Mutation } from './mutation.ts';

const visibilityValue: Mutation = {
  rule: 'visibility-value',
  break: ({ definition }, random) => {
    const use = random.one(definition?.extensions.filter(({ name, member }) => name === 'x-ms-visibility' && typeof member.value.value === 'string' && member.value.value !== '') ?? []);
    if (!definition || !use) return undefined;
    const value = String(use.member.value.value);
    const broken = random.one([value.toUpperCase(), `${value[0]?.toUpperCase()}${value.slice(1)}`, 'hidden', '']) ?? '';
    const changes = [{ file: 'definition' as const, edits: replaceScalar(definition.document, use.member.value, broken) }];
    return { changes, restores: broken.toLowerCase() === value };
  },
};

export const schemaMutations: readonly Mutation[] = [visibilityValue];
