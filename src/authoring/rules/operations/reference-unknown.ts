import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { fileFix } from '../../fixes/file-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { DefinitionModel, ReferenceUse } from '../../model/connector-model.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import { nodeAtReference, referenceTo, segmentsOf } from '../../model/references.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

const LONGEST_CHAIN = 32;

export const referenceUnknown: Rule = {
  id: 'reference-unknown',
  severity: 'error',
  profile: 'build',
  title: 'A `$ref` leads to something.',
  explanation: 'A reference to what does not exist leaves a hole in the definition, and the platform refuses it: "The schema reference … could not be found in the swagger document."',
  source: 'PowerPlatformConnectors #155 and #2449; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "definitions": { "Item": { "properties": { "owner": { "$ref": "#/definitions/Person" } } } } }' },
  good: { definition: '{ "definitions": { "Item": { "properties": { "owner": { "$ref": "#/definitions/Person" } } }, "Person": { "type": "object", "properties": { "name": { "type": "string", "description": "The name.", "x-ms-summary": "Name" } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document, definitions, resolve } = definition;
    const sound = new Set<string>();
    const found = new Map<string, SyntaxNode | undefined>();
    const targetOf = (reference: string): SyntaxNode | undefined => {
      if (!found.has(reference)) found.set(reference, nodeAtReference(definition.root, reference));
      return found.get(reference);
    };
    for (const reference of definition.references) {
      const { node, target, member } = reference;
      if (sound.has(target) || !target.startsWith('#')) continue;
      // Nearly all of them, found without following.
      const named = target.startsWith('#/definitions/') ? definitions.get(target.slice(14)) : undefined;
      if ((named && !valueOf(named.value, '$ref')) || resolve(node)) {
        sound.add(target);
        continue;
      }
      const fault = faultOf(targetOf, reference);
      if (fault === 'elsewhere') continue;
      if (fault === 'circle') {
        report({ file: 'definition', range: member.value.range, message: `The reference "${target}" leads in a circle, and never to a value. Write out what is meant at one place.` });
        continue;
      }
      const meant = meantTarget(definition, target);
      const fixes = (): Fix[] => (meant === undefined ? [] : [fileFix('definition', `Write "${meant}"`, meant.toLowerCase() === target.toLowerCase(), replaceScalar(document, member.value, meant))]);
      report({ file: 'definition', range: member.value.range, message: `The reference "${target}" leads nowhere, and the platform refuses it. ${meant === undefined ? 'Add what it names, or write out what is meant.' : `Is "${meant}" meant?`}`, fixes });
    }
  },
};

/** `elsewhere`: it leads to a reference, and that one is broken and reported. */
function faultOf(targetOf: (reference: string) => SyntaxNode | undefined, { target }: ReferenceUse): 'nowhere' | 'circle' | 'elsewhere' {
  let node = targetOf(target);
  if (!node) return 'nowhere';
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const next = textOf(valueOf(node, '$ref'));
    node = next === undefined ? undefined : targetOf(next);
    if (!node) return 'elsewhere';
  }
  return 'circle';
}

/** The nearest name in the container that it names, or OpenAPI 3's `components` in the words of OpenAPI 2.0. */
function meantTarget({ definitions, sharedParameters, sharedResponses }: DefinitionModel, target: string): string | undefined {
  const segments = segmentsOf(target) ?? [];
  const [first = '', second = ''] = segments;
  const name = segments.at(-1);
  if (name === undefined || segments.length < 2) return undefined;
  const containers = { definitions, parameters: sharedParameters, responses: sharedResponses };
  const of3 = { schemas: 'definitions', parameters: 'parameters', responses: 'responses' } as const;
  const called = first === 'components' && Object.hasOwn(of3, second) ? of3[second as keyof typeof of3] : (nearest(first, Object.keys(containers)) ?? first);
  if (!Object.hasOwn(containers, called)) return undefined;
  const members = containers[called as keyof typeof containers];
  const near = members.has(name) ? name : nearest(name, members.keys());
  return near === undefined ? undefined : referenceTo(called, near);
}
