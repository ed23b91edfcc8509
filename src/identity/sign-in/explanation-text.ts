/** A sign-in error as text of VS Code's diff language, like Verify's report; the command line prints the same. */
import { comment, singleLine } from '../diff-lines.ts';
import { renderFinding } from '../report-text.ts';
import { NOTHING_KNOWN, subjectOrigin, type OriginKnowledge } from '../subject-origin.ts';
import type { ExplainedCode, SignInExplanation } from './sign-in-explanation.ts';
import type { Remedy } from './sign-in-code.ts';
import type { SignInFacts } from './sign-in-text.ts';

export interface ExplanationTitle {
  /** Of the connector; left out where the text alone was explained. */
  readonly connector?: string;
  /** A sentence on why nothing could be compared. */
  readonly notCompared?: string;
  readonly knowledge?: OriginKnowledge;
}

/** For support at Microsoft come last; they say nothing about the connector. */
const FACTS: readonly (readonly [keyof SignInFacts, string])[] = [
  ['subject', 'subject'], ['issuer', 'issuer'], ['audience', 'audience'], ['redirectUri', 'redirect URI'],
  ['appId', 'client id'], ['appName', 'app'], ['tenant', 'tenant'], ['resource', 'API'], ['scope', 'scope'], ['user', 'account'],
  ['timestamp', 'time'], ['correlationId', 'correlation id'], ['traceId', 'trace id'],
];

const REMEDIES: Readonly<Record<Remedy, string>> = {
  plan: 'Configure Managed Identity can put it right',
  wait: 'most likely passes by itself',
  user: 'whoever signs in can put it right',
  administrator: 'an administrator of the tenant can put it right',
  microsoft: 'only Microsoft can put it right',
};

const INDENT = ' '.repeat(17);

export function renderSignInExplanation(explanation: SignInExplanation, { connector, notCompared, knowledge }: ExplanationTitle = {}): string {
  const { codes, facts, contradictions, causes, others, advice } = explanation;
  const compared = [...contradictions, ...causes, ...others];
  return [
    ...comment(`Sign-in error${connector === undefined ? '' : ` of ${singleLine(connector)}`}: ${codes.map(({ code }) => code).join(', ') || 'no code found'}`, '# ', '# '),
    '#',
    ...codes.flatMap(({ meaning }) => (meaning ? comment(`${meaning.what} ${meaning.why}`, '# ', '# ') : [])),
    ...advice.flatMap((sentence, index) => comment(sentence, `# ${index === 0 ? 'What to do: ' : ''}`, '# ')),
    ...(notCompared === undefined ? [] : comment(notCompared, '# ', '# ')),
    ...codes.flatMap(renderCode),
    ...renderFacts(facts, knowledge),
    ...(compared.length === 0 ? [] : ['', `# Compared with what is deployed now${causes.length === 0 ? '' : ', the likely cause first'}`]),
    ...[...causes, ...contradictions, ...others].flatMap(renderFinding),
    '',
  ].join('\n');
}

function renderCode({ code, meaning, message, page }: ExplainedCode): string[] {
  return [
    '',
    `  ${code.padEnd(15)}${meaning ? REMEDIES[meaning.remedy] : 'not known here: see Microsoft\'s page'}`,
    ...(message === undefined ? [] : comment(`"${message}"`, `#${INDENT.slice(1)}`, `#${INDENT.slice(1)}`)),
    ...(meaning ? comment(`Source: ${meaning.source}.`, `#${INDENT.slice(1)}`, `#${INDENT.slice(1)}`) : []),
    `#${INDENT.slice(1)}${page}`,
  ];
}

function renderFacts(facts: SignInFacts, knowledge: OriginKnowledge | undefined): string[] {
  const lines = FACTS.flatMap(([field, name]) => {
    const value = facts[field];
    if (value === undefined) return [];
    const whose = field === 'subject' ? comment(subjectOrigin(value, knowledge ?? NOTHING_KNOWN).words, `#${INDENT.slice(1)}`, `#${INDENT.slice(1)}`) : [];
    return [`  ${name.padEnd(15)}${singleLine(value)}`, ...whose];
  });
  return lines.length === 0 ? [] : ['', '# What the message tells', ...lines];
}
