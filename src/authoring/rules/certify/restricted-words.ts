/**
 * Words that certification does not want in a title or description: "API", "Connector" and the names of Power Platform
 * products (learn.microsoft.com, custom connectors, certification-submission; validator, ValueContainsRestrictedWords).
 */
const TITLE_WORDS = /(?<![A-Za-z0-9])(?:API|connector)(?![A-Za-z0-9])/gi;
const PRODUCTS = /(?<![A-Za-z0-9])(?:Power ?Apps|Power ?Automate|Power ?Platform|Power Pages|Power BI|Power Virtual Agents|Copilot Studio|(?:Azure )?Logic ?Apps)(?![A-Za-z0-9])/gi;

export interface RestrictedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

export function productNamesIn(text: string): RestrictedWord[] {
  return [...text.matchAll(PRODUCTS)].map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }));
}

export function restrictedWordsInTitle(text: string): RestrictedWord[] {
  const words = [...text.matchAll(TITLE_WORDS)].map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }));
  return [...words, ...productNamesIn(text)];
}
