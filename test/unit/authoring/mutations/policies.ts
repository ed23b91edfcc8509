import { insertItem, insertMember, removeMember, renameKey, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import { POLICY_SECTION_KEY, policyParameter, policyTemplate, type PolicyTemplate } from '../../../../src/authoring/catalogue/policy-templates.ts';
import type { ConnectorModel, PolicyView, PropertiesModel } from '../../../../src/authoring/model/connector-model.ts';
import { memberLike, textOf } from '../../../../src/authoring/model/nodes.ts';
import type { SyntaxMember, SyntaxNode } from '../../../../src/connector/syntax-node.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';

interface Place {
  readonly properties: PropertiesModel;
  readonly policy: PolicyView;
  readonly template: PolicyTemplate;
}

/** One policy of a known template that the test takes. */
function onePolicy({ properties }: ConnectorModel, random: Random, fits: (place: Place) => boolean = () => true): Place | undefined {
  if (!properties) return undefined;
  const places = properties.policies.flatMap((policy): Place[] => {
    const template = policyTemplate(policy.templateId ?? '');
    return template ? [{ properties, policy, template }] : [];
  });
  return random.one(places.filter(fits));
}

function inProperties(edits: Breakage['changes'][number]['edits']): Breakage['changes'] {
  return [{ file: 'properties', edits }];
}

/** Another letter in the place of one, so that the nearest name is the former one. */
function slip(text: string, random: Random): string {
  const at = random.below(text.length - 1) + 1;
  return `${text.slice(0, at)}${text[at] === 'q' ? 'z' : 'q'}${text.slice(at + 1)}`;
}

/**
 * Without the policy, the definition's own host counts again, nothing serves paging or a polling trigger, and a secret
 * that it sent is sent no more.
 */
const WITHOUT_POLICY = ['host-not-production', 'host-placeholder', 'pageable-without-policy', 'polling-trigger-unpolled', 'secret-parameter-unsent'];

const policyOperationUnknown: Mutation = {
  rule: 'policy-operation-unknown',
  break: ({ definition, properties }, random) => {
    const name = random.one(properties?.policies.flatMap(({ operationNames }) => operationNames) ?? []);
    if (!definition || !properties || !name) return undefined;
    const broken = random.one([`${String(name.value)}X`, String(name.value).toLowerCase(), 'NoSuchOperation']) ?? '';
    if (definition.operationsById.has(broken)) return undefined;
    return { changes: inProperties(replaceScalar(properties.document, name, broken)), also: WITHOUT_POLICY };
  },
};

const policyTemplateUnknown: Mutation = {
  rule: 'policy-template-unknown',
  break: (connector, random) => {
    const { properties, policy } = onePolicy(connector, random, ({ policy: { templateId }, template }) => templateId === template.id) ?? {};
    if (!properties || !policy?.templateIdNode || policy.templateId === undefined) return undefined;
    const broken = random.one([slip(policy.templateId, random), 'copyproperties']) ?? '';
    return { changes: inProperties(replaceScalar(properties.document, policy.templateIdNode, broken)), restores: broken !== 'copyproperties', also: WITHOUT_POLICY };
  },
};

const policyTemplateCase: Mutation = {
  rule: 'policy-template-case',
  break: (connector, random) => {
    const { properties, policy, template } = onePolicy(connector, random, ({ policy: { templateId }, template: { id } }) => templateId === id) ?? {};
    if (!properties || !template || !policy?.templateIdNode) return undefined;
    const broken = random.one([template.id.toUpperCase(), `${template.id[0]?.toUpperCase()}${template.id.slice(1)}`]) ?? '';
    return { changes: inProperties(replaceScalar(properties.document, policy.templateIdNode, broken)), restores: true };
  },
};

function parameterMember({ policy, template }: Place, random: Random, fits: (name: string, member: SyntaxMember) => boolean): SyntaxMember | undefined {
  return random.one([...policy.parameters].filter(([name, member]) => policyParameter(template, name) !== undefined && fits(name, member)))?.[1];
}

const policyParameterMissing: Mutation = {
  rule: 'policy-parameter-missing',
  break: (connector, random) => {
    const place = onePolicy(connector, random, ({ template }) => template.seenInTheWild === undefined);
    const parameters = place?.policy.parametersMember;
    if (!place || !parameters) return undefined;
    const member = parameterMember(place, random, (name) => policyParameter(place.template, name)?.required === true);
    if (!member) return undefined;
    const index = place.properties.policies.indexOf(place.policy);
    return {
      changes: inProperties(removeMember(place.properties.document, parameters.value, member)),
      at: ({ properties }) => {
        const key = properties?.policies[index]?.parametersMember?.keyRange;
        return key && { file: 'properties', range: key };
      },
      also: WITHOUT_POLICY,
    };
  },
};

const policyParameterUnknown: Mutation = {
  rule: 'policy-parameter-unknown',
  break: (connector, random) => {
    const place = onePolicy(connector, random);
    const parameters = place?.policy.parametersMember;
    if (!place || !parameters) return undefined;
    const { document } = place.properties;
    const member = parameterMember(place, random, (_name, { key }) => policyParameter(place.template, key)?.name === key.slice(key.indexOf('.') + 1));
    if (!member || random.below(4) === 0) return { changes: inProperties(insertMember(document, parameters.value, 'x-ms-apimTemplateParameter.encoding', 'utf-8')) };
    const dot = member.key.indexOf('.') + 1;
    const broken = random.one([slip(member.key.slice(0, dot), random) + member.key.slice(dot), member.key.slice(0, dot) + slip(member.key.slice(dot), random), member.key.slice(dot)]) ?? '';
    if (broken.length < 4) return undefined;
    return { changes: inProperties(renameKey(document, member, broken)), restores: true, also: WITHOUT_POLICY };
  },
};

const policyParameterValue: Mutation = {
  rule: 'policy-parameter-value',
  break: (connector, random) => {
    const place = onePolicy(connector, random);
    if (!place) return undefined;
    const member = parameterMember(place, random, (name, { value }) => policyParameter(place.template, name)?.values !== undefined && textOf(value)?.includes('@') === false);
    const former = textOf(member?.value);
    if (!member || former === undefined) return undefined;
    const broken = former.length < 5 ? 'replace' : slip(former, random);
    const known = policyParameter(place.template, member.key)?.values?.includes(former) === true;
    return { changes: inProperties(replaceScalar(place.properties.document, member.value, broken)), restores: broken !== 'replace' && known };
  },
};

const policySectionMissing: Mutation = {
  rule: 'policy-section-missing',
  break: (connector, random) => {
    const place = onePolicy(connector, random, ({ template, policy: { section } }) => template.sections.length > 0 && section !== undefined);
    const parameters = place?.policy.parametersMember;
    const member = memberLike(parameters?.value, POLICY_SECTION_KEY);
    if (!place || !parameters || !member) return undefined;
    const index = place.properties.policies.indexOf(place.policy);
    return {
      changes: inProperties(removeMember(place.properties.document, parameters.value, member)),
      at: ({ properties }) => {
        const key = properties?.policies[index]?.parametersMember?.keyRange;
        return key && { file: 'properties', range: key };
      },
      // Without its section, a policy may be the same as another that has none.
      also: ['policy-overlap'],
    };
  },
};

const policySectionValue: Mutation = {
  rule: 'policy-section-value',
  break: (connector, random) => {
    const place = onePolicy(connector, random);
    const parameters = place?.policy.parametersMember;
    if (!place || parameters?.value.kind !== 'object') return undefined;
    const { document } = place.properties;
    const { section } = place.policy;
    if (place.template.sections.length === 0) {
      return section ? undefined : { changes: inProperties(insertMember(document, parameters.value, POLICY_SECTION_KEY, 'Request')), restores: true };
    }
    const former = textOf(section);
    if (!section || former === undefined || !(place.template.sections as readonly string[]).includes(former)) return undefined;
    const broken = random.one([slip(former, random), 'Outbound', '']) ?? '';
    return { changes: inProperties(replaceScalar(document, section, broken)), restores: broken !== 'Outbound' && broken !== '' };
  },
};

/** The value nodes of policies that hold a call of that function. */
function expressionsOf({ properties }: ConnectorModel, kind: string): { readonly name: string; readonly node: SyntaxNode; readonly text: string }[] {
  return (properties?.expressions ?? []).flatMap(({ kind: given, name, node, policy }) => {
    const text = textOf(node);
    return given === kind && policy && text !== undefined ? [{ name, node, text }] : [];
  });
}

const policyConnectionParameterUnknown: Mutation = {
  rule: 'policy-connection-parameter-unknown',
  break: (connector, random) => {
    const { properties } = connector;
    const declared = properties?.parameters.map(({ name }) => name) ?? [];
    const use = random.one(expressionsOf(connector, 'connectionParameters').filter(({ name, text }) => declared.includes(name) && text.split(name).length === 2));
    if (!properties || !use) return undefined;
    const broken = random.one([use.name.toUpperCase(), `${use.name}X`, 'noSuchParameter']) ?? '';
    if (declared.includes(broken)) return undefined;
    return { changes: inProperties(replaceScalar(properties.document, use.node, use.text.replace(use.name, broken))), restores: broken === use.name.toUpperCase() && new Set(declared.map((name) => name.toLowerCase())).size === declared.length, also: WITHOUT_POLICY };
  },
};

const policyRequestValueUnknown: Mutation = {
  rule: 'policy-request-value-unknown',
  break: (connector, random) => {
    const place = onePolicy(connector, random, ({ template, policy: { operationNames } }) => template.id === 'setheader' && operationNames.every(({ value }) => connector.definition?.operationsById.has(String(value))));
    const node = place?.policy.parameters.get('value')?.value;
    if (!place || textOf(node) === undefined || !node) return undefined;
    const call = random.one(["@headers('no-such-header')", "@queryParameters('noSuchParameter','0')"]) ?? '';
    return { changes: inProperties(replaceScalar(place.properties.document, node, call)), also: WITHOUT_POLICY };
  },
};

/** Policies whose path is plain text, and whose operations all exist. */
function pathNode(connector: ConnectorModel, random: Random, fits: (path: string) => boolean): { readonly place: Place; readonly node: SyntaxNode; readonly path: string } | undefined {
  const pathOf = ({ policy }: Place): SyntaxNode | undefined => policy.parameters.get('newpath')?.value ?? policy.parameters.get('parametervalueurl')?.value;
  const place = onePolicy(connector, random, (one) => fits(textOf(pathOf(one)) ?? '') && one.policy.operationNames.every(({ value }) => connector.definition?.operationsById.has(String(value))));
  const node = place && pathOf(place);
  const path = textOf(node);
  return place && node && path !== undefined ? { place, node, path } : undefined;
}

const policyPathParameterUnknown: Mutation = {
  rule: 'policy-path-parameter-unknown',
  break: (connector, random) => {
    const { place, node, path } = pathNode(connector, random, (text) => text.startsWith('/')) ?? {};
    if (!place || !node || path === undefined) return undefined;
    const broken = path.includes('{') ? path.replace(/\{[^{}]*\}/, '{noSuchParameter}') : `${path}/{noSuchParameter}`;
    return { changes: inProperties(replaceScalar(place.properties.document, node, broken)) };
  },
};

const policyNewPathSlash: Mutation = {
  rule: 'policy-new-path-slash',
  break: (connector, random) => {
    const { place, node, path } = pathNode(connector, random, (text) => /^\/[^/@]/.test(text)) ?? {};
    if (!place || !node || path === undefined || place.template.id !== 'routerequesttoendpoint') return undefined;
    return { changes: inProperties(replaceScalar(place.properties.document, node, path.slice(1))), restores: true };
  },
};

const policyUrlTemplate: Mutation = {
  rule: 'policy-url-template',
  break: (connector, random) => {
    const place = onePolicy(connector, random, ({ template }) => template.id === 'dynamichosturl');
    const node = place?.policy.parameters.get('urltemplate')?.value;
    const url = textOf(node);
    if (!place || !node || url === undefined) return undefined;
    const secure = url.startsWith('https://');
    const broken = random.one(secure ? [url.replace('https', 'http'), url.slice('https://'.length), url.slice('https:'.length), '', url.replace('https', 'ftp')] : [`http://${url}`, '', `${url}/{tenant}`]) ?? '';
    if (/^(?:$|@)/.test(broken) && secure) return undefined;
    return {
      changes: inProperties(replaceScalar(place.properties.document, node, broken)),
      restores: secure && !/^(?:ftp|\/\/|$)/.test(broken),
      also: WITHOUT_POLICY,
    };
  },
};

const policyExpression: Mutation = {
  rule: 'policy-expression',
  break: (connector, random) => {
    const { properties } = connector;
    const use = random.one(expressionsOf(connector, 'connectionParameters').filter(({ text }) => text.split('@connectionParameters(').length === 2));
    if (!properties || !use) return undefined;
    const atEnd = use.text.endsWith(')');
    const broken = random.one([
      use.text.replace('@connectionParameters', '@connectionParameter'),
      use.text.replace('@connectionParameters', '@conectionParameters'),
      ...(atEnd ? [use.text.slice(0, -1), use.text.slice(0, -2)] : []),
    ]) ?? '';
    return { changes: inProperties(replaceScalar(properties.document, use.node, broken)), restores: true, also: WITHOUT_POLICY };
  },
};

const policyOverlap: Mutation = {
  rule: 'policy-overlap',
  break: (connector, random) => {
    const routes = (connector.properties?.policies ?? []).filter(({ templateId, operationNames }) => /^(?:routerequesttoendpoint|dynamichosturl)$/i.test(templateId ?? '') && operationNames.length > 0);
    const first = random.one(routes);
    const others = routes.filter((route) => route !== first && route.templateId?.toLowerCase() === first?.templateId?.toLowerCase());
    const second = random.one(others);
    // The place of the finding is the later one.
    const [earlier, later] = [first, second].sort((left, right) => routes.indexOf(left as PolicyView) - routes.indexOf(right as PolicyView));
    const name = textOf(random.one(earlier?.operationNames ?? []));
    const list = later?.operationNameMember?.value;
    if (!connector.properties || !earlier || !later || list?.kind !== 'array' || name === undefined || later.operationNames.some(({ value }) => value === name)) return undefined;
    return {
      changes: inProperties(insertItem(connector.properties.document, list, name)),
      restores: true,
      // The path of the one may have parameters that the operation of the other does not have.
      also: ['policy-path-parameter-unknown'],
    };
  },
};

export const policyMutations: readonly Mutation[] = [
  policyOperationUnknown, policyTemplateUnknown, policyTemplateCase, policyParameterMissing, policyParameterUnknown, policyParameterValue,
  policySectionMissing, policySectionValue, policyConnectionParameterUnknown, policyRequestValueUnknown, policyPathParameterUnknown,
  policyNewPathSlash, policyUrlTemplate, policyExpression, policyOverlap,
];
