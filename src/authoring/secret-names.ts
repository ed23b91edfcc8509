/**
 * Names of what must not be seen. The list is short on purpose: `key`, `token` and `user` alone are names of much that is
 * no secret. The forms are those of published connection parameters, policies and operation parameters.
 */

const SECRET_NAME = /(?:secrets?|passwords?|passwd|pwd|passphrase|passcode|token|apikey|privatekey|accesskey|secretkey|accountkey|subscriptionkey)$/;
const SECRET_HEADER = /authorization$|(?:subscription|function|functions|access|secret|private|account|auth|api)[-_]?(?:key|token)$|[-_](?:key|token|secret|signature)$|password$|apikey$|cookie$/i;

/** Of a connection parameter: one whose value a maker would not show around. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replace(/[-_ .]/g, '').toLowerCase());
}

/** Of a header or query parameter that is sent with every request. */
export function isSecretHeader(name: string): boolean {
  return SECRET_HEADER.test(name);
}
