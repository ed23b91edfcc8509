/** The keys inside a policy's `parameters`: which ones its template has, and which one an unknown key was meant to be. */
import { POLICY_OPERATIONS_KEY, POLICY_PARAMETER_PREFIX, POLICY_SECTION_KEY, policyParameter, type PolicyTemplate } from '../../catalogue/policy-templates.ts';
import type { SyntaxMember } from '../../../connector/syntax-node.ts';
import { nearest } from '../../nearest.ts';

const PREFIX = POLICY_PARAMETER_PREFIX.toLowerCase();
const BESIDES: ReadonlySet<string> = new Set([POLICY_OPERATIONS_KEY.toLowerCase(), POLICY_SECTION_KEY.toLowerCase()]);

/** Whether the key, in any case, is one of the template's parameters or of the two that every policy may have. */
export function isKnownKey(template: PolicyTemplate, key: string): boolean {
  const lower = key.toLowerCase();
  return BESIDES.has(lower) || (lower.startsWith(PREFIX) && policyParameter(template, key) !== undefined);
}

/** The full key that was meant: its bare name without the prefix, or a slip of the keyboard in either part. */
export function keyMeant(template: PolicyTemplate, key: string): string | undefined {
  const bare = policyParameter(template, key);
  if (bare) return POLICY_PARAMETER_PREFIX + bare.name;
  if (key.toLowerCase().startsWith(PREFIX)) {
    // The prefix alone would make any two names near.
    const name = nearest(key.slice(PREFIX.length), template.parameters.map((parameter) => parameter.name));
    return name === undefined ? undefined : POLICY_PARAMETER_PREFIX + name;
  }
  return nearest(key, [POLICY_OPERATIONS_KEY, POLICY_SECTION_KEY, ...template.parameters.map(({ name }) => POLICY_PARAMETER_PREFIX + name)]);
}

/** The keys that are none of the template's but nearly one that is not there. */
export function misspeltKeys(template: PolicyTemplate, parameters: SyntaxMember | undefined): { readonly member: SyntaxMember; readonly near: string }[] {
  const members = parameters?.value.members ?? [];
  const present = new Set(members.map(({ key }) => key.toLowerCase()));
  return members.flatMap((member) => {
    if (isKnownKey(template, member.key)) return [];
    const near = keyMeant(template, member.key);
    return near === undefined || present.has(near.toLowerCase()) ? [] : [{ member, near }];
  });
}
