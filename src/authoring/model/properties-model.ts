/**
 * Views on apiProperties. Its names are found whatever their case: certified connectors write `oauthSettings` and
 * `displayname`, exports write customParameters in PascalCase, and the platform takes them all.
 */
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import type { SecurityBlock } from '../../connector/connector.ts';
import { fieldOf } from '../../connector/json-value.ts';
import { nodeAt, toValue, type SyntaxDocument, type SyntaxMember, type SyntaxNode } from '../../connector/syntax-tree.ts';
import type { ConnectionParameterView, ExpressionUse, OAuthView, PolicyView, PropertiesModel } from './connector-model.ts';
import { memberLike, rangeWithin, textOf } from './nodes.ts';

const PARAMETER_PREFIX = 'x-ms-apimtemplateparameter.';
/** Custom connector policy expressions; learn.microsoft.com, policy templates. */
const EXPRESSION = /@(?:\{)?(connectionParameters|headers|queryParameters|environmentVariables|pathParameters)\(\s*(['"])(.*?)\2/gi;

const KINDS: Readonly<Record<string, ExpressionUse['kind']>> = {
  connectionparameters: 'connectionParameters',
  headers: 'headers',
  queryparameters: 'queryParameters',
  environmentvariables: 'environmentVariables',
  pathparameters: 'pathParameters',
};

export function propertiesModel(document: SyntaxDocument, root: SyntaxNode): PropertiesModel {
  const wrapped = memberLike(root, 'properties')?.value;
  const node = wrapped?.kind === 'object' ? wrapped : undefined;
  const connectionParametersMember = memberLike(node, 'connectionParameters');
  const parameterSetsMember = memberLike(node, 'connectionParameterSets');
  const blocks = node ? blocksByNode(root, node) : new Map<SyntaxNode, SecurityBlock>();
  const parameters = [
    ...parametersIn(connectionParametersMember?.value, undefined, blocks),
    ...(memberLike(parameterSetsMember?.value, 'values')?.value.items ?? []).flatMap((set, index) =>
      parametersIn(memberLike(set, 'parameters')?.value, textOf(memberLike(set, 'name')?.value) ?? `${index + 1}`, blocks)),
  ];
  const policiesMember = memberLike(node, 'policyTemplateInstances');
  const policies = (policiesMember?.value.items ?? []).filter(({ kind }) => kind === 'object').map(policyOf);
  return {
    document,
    root,
    node,
    parameters,
    oauth: parameters.flatMap(({ oauth }) => oauth ?? []),
    policies,
    policiesMember,
    connectionParametersMember,
    parameterSetsMember,
    scriptOperations: memberLike(node, 'scriptOperations'),
    expressions: expressionsOf(document, node, policies),
  };
}

/** The pointers of security blocks count from the file's root; keyed by the parameter's node here. */
function blocksByNode(root: SyntaxNode, properties: SyntaxNode): Map<SyntaxNode, SecurityBlock> {
  const data = toValue(root);
  const blocks = new Map<SyntaxNode, SecurityBlock>();
  for (const block of readSecurityBlocks(fieldOf(data, 'properties'))) {
    const node = nodeAt(properties, block.pointer.slice(1));
    if (node) blocks.set(node, { ...block, range: node.range });
  }
  return blocks;
}

function parametersIn(container: SyntaxNode | undefined, setName: string | undefined, blocks: ReadonlyMap<SyntaxNode, SecurityBlock>): ConnectionParameterView[] {
  return (container?.members ?? []).flatMap((member): ConnectionParameterView[] => {
    const node = member.value;
    if (node.kind !== 'object' || !container) return [];
    const typeNode = memberLike(node, 'type')?.value;
    const uiDefinition = memberLike(node, 'uiDefinition')?.value;
    const settings = memberLike(node, 'oAuthSettings');
    const block = blocks.get(node);
    let oauth: OAuthView | undefined;
    const parameter: ConnectionParameterView = {
      name: member.key,
      member,
      node,
      container,
      setName,
      type: textOf(typeNode),
      typeNode,
      uiDefinition,
      constraints: memberLike(uiDefinition, 'constraints')?.value,
      get oauth() {
        return oauth;
      },
    };
    if (settings?.value.kind === 'object' && block) {
      const providerNode = memberLike(settings.value, 'identityProvider')?.value;
      oauth = { parameter, member: settings, node: settings.value, provider: textOf(providerNode), providerNode, customParameters: memberLike(settings.value, 'customParameters'), block };
    }
    return [parameter];
  });
}

function policyOf(node: SyntaxNode): PolicyView {
  const templateIdNode = memberLike(node, 'templateId')?.value;
  const parametersMember = memberLike(node, 'parameters');
  const list = parametersMember?.value.members ?? [];
  const operationNameMember = memberLike(parametersMember?.value, 'x-ms-apimTemplate-operationName');
  const names = operationNameMember?.value;
  return {
    node,
    templateId: textOf(templateIdNode),
    templateIdNode,
    title: textOf(memberLike(node, 'title')?.value),
    parametersMember,
    parameters: new Map(list.flatMap((member) => {
      const key = member.key.toLowerCase();
      return key.startsWith(PARAMETER_PREFIX) ? [[key.slice(PARAMETER_PREFIX.length), member] as const] : [];
    })),
    section: memberLike(parametersMember?.value, 'x-ms-apimTemplate-policySection')?.value,
    operationNames: (names?.kind === 'array' ? (names.items ?? []) : names ? [names] : []).filter(({ kind }) => kind === 'string'),
    operationNameMember,
  };
}

function expressionsOf(document: SyntaxDocument, node: SyntaxNode | undefined, policies: readonly PolicyView[]): ExpressionUse[] {
  const policyAt = new Map(policies.map((policy) => [policy.node, policy]));
  const found: ExpressionUse[] = [];
  const visit = (current: SyntaxNode, policy: PolicyView | undefined): void => {
    const around = policyAt.get(current) ?? policy;
    const text = textOf(current);
    if (text?.includes('@')) {
      for (const match of text.matchAll(EXPRESSION)) {
        const [whole, kind = '', quote = '', name = ''] = match;
        const start = match.index + whole.length - name.length - quote.length;
        found.push({ kind: KINDS[kind.toLowerCase()] ?? 'headers', name, range: rangeWithin(document, current, start, start + name.length), node: current, start, policy: around });
      }
    }
    for (const { value } of current.members ?? []) visit(value, around);
    for (const item of current.items ?? []) visit(item, around);
  };
  if (node) visit(node, undefined);
  return found;
}

/** The value node of a custom parameter, `{ "value": … }` or bare, whatever the case of its name. */
export function customParameter(oauth: OAuthView, name: string): { readonly member: SyntaxMember; readonly value?: SyntaxNode } | undefined {
  const member = memberLike(oauth.customParameters?.value, name);
  if (!member) return undefined;
  return { member, value: member.value.kind === 'object' ? memberLike(member.value, 'value')?.value : member.value };
}
