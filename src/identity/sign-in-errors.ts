/** Sign-in errors in a few words, for notifications and remarks; the whole explanation is sign-in/sign-in-explanation.ts. */
import { SIGN_IN_CODES } from './sign-in/sign-in-explanation.ts';
import { readSignInText } from './sign-in/sign-in-text.ts';

export interface SignInErrorExplanation {
  /** `AADSTS700213`. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** The known codes in a text, each once, in the order in which they appear. */
export function explainSignInError(text: string): SignInErrorExplanation[] {
  return readSignInText(text).codes.flatMap((code) => {
    const meaning = Object.hasOwn(SIGN_IN_CODES, code) ? SIGN_IN_CODES[code] : undefined;
    return meaning ? [{ code, what: meaning.what, why: meaning.why, next: meaning.next }] : [];
  });
}
