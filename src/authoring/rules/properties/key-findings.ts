/** What the rules about unknown keys say: a slip of the keyboard is a warning with a fix, another word a hint. */
import { renameKey } from '../../fixes/node-edits.ts';
import type { PropertiesModel } from '../../model/connector-model.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Report } from '../../rule.ts';
import { keyedObjects, unknownMembers, type KeyedKind } from './keyed-objects.ts';

export function reportUnknownKeys({ properties, kinds, silent = [], report }: {
  readonly properties: PropertiesModel;
  readonly kinds: readonly KeyedKind[];
  /** Keys that another rule speaks of. */
  readonly silent?: readonly RegExp[];
  readonly report: Report;
}): void {
  for (const object of keyedObjects(properties)) {
    if (!kinds.includes(object.kind)) continue;
    const present = new Set((object.node.members ?? []).map(({ key }) => key.toLowerCase()));
    for (const member of unknownMembers(object)) {
      if (silent.some((form) => form.test(member.key))) continue;
      const near = nearest(member.key, object.keys.filter((key) => !present.has(key.toLowerCase())));
      if (near === undefined) {
        report({ file: 'properties', range: member.keyRange, severity: 'hint', message: `"${member.key}" is no known key of ${object.title}. Remove it if the service ignores it.` });
        continue;
      }
      const fixes = (): Fix[] => [{ title: `Rename to "${near}"`, safe: false, changes: [{ file: 'properties', edits: renameKey(properties.document, member, near) }] }];
      report({ file: 'properties', range: member.keyRange, message: `"${member.key}" is no known key of ${object.title}. Is "${near}" meant?`, fixes });
    }
  }
}
