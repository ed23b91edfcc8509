/** Which rules run and how much they weigh: the profile as a set, then rule by rule. */
import type { Profile, Rule, Severity } from './rule.ts';

export type RuleLevel = Severity | 'off' | 'default';

export interface CheckOptions {
  readonly profile: Profile;
  /** By rule id. `default` is as if the rule were not named. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

export const DEFAULT_OPTIONS: CheckOptions = { profile: 'build', rules: {} };

/** Undefined where the rule does not run. `chosen`: the user said this severity, so it goes for every case of the rule. */
export function effectiveSeverity(rule: Rule, options: CheckOptions): { readonly severity: Severity; readonly chosen: boolean } | undefined {
  const level = Object.hasOwn(options.rules, rule.id) ? options.rules[rule.id] : undefined;
  if (level === 'off') return undefined;
  if (level !== undefined && level !== 'default') return { severity: level, chosen: true };
  if (rule.profile === 'certify' && options.profile !== 'certify') return undefined;
  return { severity: rule.severity, chosen: false };
}

/** The nearer options win: those beside the connector over the editor's. */
export function mergedOptions(outer: CheckOptions, inner: Partial<CheckOptions> | undefined): CheckOptions {
  return { profile: inner?.profile ?? outer.profile, rules: { ...outer.rules, ...inner?.rules } };
}
