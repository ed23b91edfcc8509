/** The pages a person sees while consenting. Every value is escaped: names come from the product's own requests. */
const style = `body{font:15px/1.5 "Segoe UI",system-ui,sans-serif;background:#f3f2f1;color:#201f1e;display:grid;place-items:center;min-height:100vh;margin:0}
main{background:#fff;max-width:26rem;padding:2.5rem;box-shadow:0 2px 6px rgba(0,0,0,.2)}h1{font-size:1.4rem;font-weight:600}
ul{padding-left:1.2rem}.account{color:#605e5c}.actions{display:flex;gap:.5rem;justify-content:flex-end;margin-top:2rem}
button{font:inherit;padding:.4rem 1.6rem;border:0;background:#edebe9;cursor:pointer}button.primary{background:#0067b8;color:#fff}code{word-break:break-all}`;

export function consentPage(view: {
  readonly user: string;
  readonly application: string;
  readonly scopes: readonly string[];
  /** Carried through the form. */
  readonly hidden: Readonly<Record<string, string>>;
}): string {
  const fields = Object.entries(view.hidden).map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`).join('');
  return page('Permissions requested', `<p class="account" id="account">${escape(view.user)}</p>
<h1>Permissions requested</h1>
<p><strong id="application">${escape(view.application)}</strong> would like to:</p>
<ul>${view.scopes.map((scope) => `<li>${escape(scope)}</li>`).join('')}</ul>
<form method="post">${fields}<div class="actions">
<button type="submit" name="decision" value="cancel" id="cancel">Cancel</button>
<button type="submit" name="decision" value="accept" id="accept" class="primary">Accept</button></div></form>`);
}

export function errorPage(message: string, requestId: string): string {
  return page('Sign in', `<h1 id="error">Sorry, but we’re having trouble signing you in.</h1>
<p id="message">${escape(message)}</p><p class="account">Request Id: ${escape(requestId)}</p>`);
}

/** `returnUrl` is where the platform would send the browser next. */
export function connectionPage(connected: boolean, message: string, returnUrl: string): string {
  return page('Connection', `<h1 id="status" data-status="${connected ? 'Connected' : 'Error'}">${connected ? 'The connection is ready.' : 'The connection could not be made.'}</h1>
<p id="message">${escape(message)}</p><p><a href="${escape(returnUrl)}">Return to Power Apps</a></p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
