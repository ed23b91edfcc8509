import type { PathView } from '../../model/connector-model.ts';
import type { Rule } from '../../rule.ts';

export const pathsUnique: Rule = {
  id: 'paths-unique',
  severity: 'error',
  profile: 'build',
  title: 'Paths differ by more than case.',
  explanation: 'The platform compares paths without regard to case, the names of parameters included, and refuses the definition: "The path … is defined multiple times with different capitalization. Paths must be unique when compared case-insensitively."',
  source: 'microsoft/powerapps-tools #222 and #909; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/Items/{id}": { } } }' },
  good: { definition: '{ "paths": { "/copies/{id}": { } } }' },
  check: ({ definition }, report) => {
    const first = new Map<string, PathView>();
    for (const view of definition?.paths ?? []) {
      const key = view.path.toLowerCase();
      const before = first.get(key);
      if (!before) first.set(key, view);
      // Of one that is repeated to the letter, the rule about keys that stand twice speaks.
      if (!before || before.path === view.path) continue;
      report({
        file: 'definition',
        range: view.member.keyRange,
        message: `The paths "${view.path}" and "${before.path}" differ in case only, and the platform refuses that. Write the operations of both under one of them.`,
        related: [{ file: 'definition', range: before.member.keyRange, message: 'The other path is here.' }],
      });
    }
  },
};
