import { fileFix } from '../../fixes/file-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { referenceTo } from '../../model/references.ts';
import type { Fix, Rule } from '../../rule.ts';

export const referenceExternal: Rule = {
  id: 'reference-external',
  severity: 'error',
  profile: 'build',
  title: 'A `$ref` stays inside the definition.',
  explanation: 'The platform gets the definition alone. A reference to another file or an address cannot be followed, and the upload fails.',
  source: 'PowerPlatformConnectors #155 (paconn answers with status 500); no published connector has one.',
  published: 0,
  bad: { definition: '{ "definitions": { "Item": { "properties": { "owner": { "$ref": "person.json#/definitions/Person" } } } } }' },
  good: { definition: '{ "definitions": { "Item": { "properties": { "owner": { "$ref": "#/definitions/Person" } } }, "Person": { "type": "object", "properties": { "name": { "type": "string", "description": "The name.", "x-ms-summary": "Name" } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document, definitions } = definition;
    for (const { target, member } of definition.references) {
      if (target.startsWith('#')) continue;
      const name = target.slice(target.lastIndexOf('/') + 1).replace(/^#/, '');
      const local = definitions.has(name) ? referenceTo('definitions', name) : undefined;
      const fixes = (): Fix[] => (local === undefined ? [] : [fileFix('definition', `Write "${local}"`, false, replaceScalar(document, member.value, local))]);
      const advice = local === undefined ? 'Copy what it names under "definitions", and refer to it there.' : `Write "${local}".`;
      report({ file: 'definition', range: member.value.range, message: `The reference "${target}" leads out of the definition, and the platform cannot follow it. ${advice}`, fixes });
    }
  },
};
