import { extension, type Extension, type ExtensionPlace } from '../../catalogue/extensions.ts';
import { definitionFix, removeFix, renameFix } from '../../fixes/definition-fix.ts';
import { moveMember } from '../../fixes/move-member.ts';
import type { DefinitionModel, ExtensionUse } from '../../model/connector-model.ts';
import { memberOf, textOf } from '../../model/nodes.ts';
import type { Fix, Report, Rule } from '../../rule.ts';
import { placeOf } from './extension-places.ts';
import { withOperation } from './schema-example.ts';

const PLACE_NAMES: Readonly<Record<ExtensionPlace, string>> = {
  root: 'the root',
  info: 'info',
  pathItem: 'paths',
  operation: 'operations',
  'parameter:path': 'path parameters',
  'parameter:query': 'query parameters',
  'parameter:header': 'header parameters',
  'parameter:body': 'body parameters',
  'parameter:formData': 'form parameters',
  schema: 'schemas',
  response: 'responses',
  header: 'response headers',
  notificationContent: 'x-ms-notification-content',
  securityScheme: 'security definitions',
};

/** Nobody misses what they would do. */
const HARMLESS: ReadonlySet<string> = new Set(['x-ms-summary', 'x-ms-visibility', 'x-ms-url-encoding', 'x-ms-api-annotation']);

export const extensionMisplaced: Rule = {
  id: 'extension-misplaced',
  severity: 'warning',
  profile: 'build',
  title: 'An extension stands where it has an effect.',
  explanation: 'Each extension counts in some places only: the title of an operation is `summary` and not `x-ms-summary`, and `x-ms-url-encoding` is about path parameters. Elsewhere it is ignored, and what was meant does not happen. Where that does no harm, it is a remark only.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, "Applies to". Of 1,034 published connectors, 23 have x-ms-url-encoding beside other parameters, 21 x-ms-summary beside an operation, 7 others at other places.',
  bad: withOperation({ 'x-ms-summary': 'Get an item' }),
  good: withOperation({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const [name, uses] of definition.extensionsByName) {
      const known = extension(name);
      // Of the others nobody has said where they count.
      if (known && !known.undocumented && known.name === name) for (const use of uses) checkPlace(definition, use, known, report);
    }
  },
};

function checkPlace(definition: DefinitionModel, use: ExtensionUse, known: Extension, report: Report): void {
  const place = placeOf(use);
  if (place === undefined || (place !== 'other' && known.places.includes(place))) return;
  // Two faults with rules of their own.
  if (place === 'operation' && use.name === 'x-ms-notification-content') return;
  if (use.place === 'items' && use.name.startsWith('x-ms-dynamic-')) return;
  const isHarmless = HARMLESS.has(use.name) && !isLostTitle(use, place);
  report({
    file: 'definition',
    range: use.member.keyRange,
    severity: isHarmless ? 'information' : undefined,
    tag: 'unnecessary',
    message: `"${use.name}" has no effect here; it counts in ${placesOf(known.places)}. ${adviceFor(use, place)}`,
    fixes: () => fixesFor(definition, use, place),
  });
}

/** The title of an operation that has no other. */
function isLostTitle({ name, owner }: ExtensionUse, place: ExtensionPlace | 'other'): boolean {
  return name === 'x-ms-summary' && place === 'operation' && !memberOf(owner, 'summary');
}

function adviceFor({ name, owner }: ExtensionUse, place: ExtensionPlace | 'other'): string {
  if (name === 'x-ms-summary' && place === 'operation') return memberOf(owner, 'summary') ? 'Users see "summary": remove this.' : 'Write "summary" instead.';
  return 'Move it there, or remove it.';
}

function fixesFor({ document, root }: DefinitionModel, use: ExtensionUse, place: ExtensionPlace | 'other'): Fix[] {
  const { name, member, owner } = use;
  if (isLostTitle(use, place) && textOf(member.value) !== undefined) return [renameFix(document, member, 'summary', false)];
  if (name === 'x-ms-connector-metadata' && !memberOf(root, name)) {
    return [definitionFix(`Move "${name}" to the root`, false, moveMember(document, owner, member, []))];
  }
  return [removeFix(document, owner, member, false)];
}

function placesOf(places: readonly ExtensionPlace[]): string {
  const simple = places.filter((place) => place.startsWith('parameter:'));
  const names = simple.length >= 4 ? ['parameters', ...places.filter((place) => !place.startsWith('parameter:')).map((place) => PLACE_NAMES[place])] : places.map((place) => PLACE_NAMES[place]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
