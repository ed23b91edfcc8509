/**
 * Texts that stand for a value which is put in later: expressions that the platform fills in, and placeholders of
 * people and deployment scripts. Nothing can be said about the value behind them. The forms are those of the connectors
 * of microsoft/PowerPlatformConnectors: `[[DUMMY]]`, `<<Please add your clientID here>>`, `{{CLIENT_ID}}`,
 * `PLACEHOLDER_API_KEY`, `AP-XXXXXXXX`, `your_api_token`…
 */

/** `@environmentVariables("…")` and the policy expressions; learn.microsoft.com, custom connectors, environment variables. */
const EXPRESSION = /@\{?(?:environmentVariables|connectionParameters|headers|queryParameters|pathParameters|body|request|triggerBody|item)\b/i;

const IN_BRACKETS = /^\s*(?:<.*>|\[.*\]|\$?\{.*\}|@@.*@@|%.*%|#\{.*\}#?|__.*__|\$\(.*\))\s*$/s;

const WORDS = /place-?_?\s?holder|dummy|example|sample|your|replace|insert|change-?_?me|todo|redacted|removed|hidden|enter |here$|fake|mock|xxxx|\*{3}|\.{3}|…/i;

export function isExpression(text: string): boolean {
  return text.includes('@') && EXPRESSION.test(text);
}

export function isPlaceholder(text: string): boolean {
  return IN_BRACKETS.test(text) || WORDS.test(text);
}

/** A text that says something: filled, no expression and no placeholder. */
export function isKnown(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '' && !isExpression(text) && !isPlaceholder(text);
}
