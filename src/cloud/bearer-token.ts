/**
 * Puts the token on each request and answers a claims challenge once (Entra docs "Claims challenges and claims
 * requests"). The stock bearer policy is not used because its token cycler, once it holds a token, swallows a failed
 * step-up and asks again every few seconds: a user who closes the sign-in window would see it come back.
 */
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { Service, Tokens } from './tokens.ts';

export function bearerPolicy(tokens: Tokens, service: Service, access: { readonly tenantId: string; readonly requiredScopes?: readonly string[] }): PipelinePolicy {
  return {
    name: 'bearerPolicy',
    sendRequest: async (request, next) => {
      const signal = request.abortSignal instanceof AbortSignal ? request.abortSignal : undefined;
      const first = await tokens.get(service, { ...access, signal });
      request.headers.set('authorization', `Bearer ${first.token}`);
      const response = await next(request);
      const claims = response.status === 401 ? challengedClaims(response.headers.get('www-authenticate')) : undefined;
      if (claims === undefined) {
        // Revoked, or the session has ended: sent again it would be refused until it expires.
        if (response.status === 401) tokens.forget(service, access.tenantId);
        return response;
      }
      // Also where the step-up fails: whoever signs in elsewhere meanwhile is to be asked again, not the old token sent.
      tokens.forget(service, access.tenantId);
      const second = await tokens.get(service, { ...access, claims, interactive: true, signal });
      request.headers.set('authorization', `Bearer ${second.token}`);
      return next(request);
    },
  };
}

/** The claims a `Bearer error="insufficient_claims", claims="<base64>"` challenge asks for, as JSON text. */
export function challengedClaims(challenge: string | undefined): string | undefined {
  if (!challenge || !/error="insufficient_claims"/i.test(challenge)) return undefined;
  const encoded = /claims="([^"]+)"/i.exec(challenge)?.[1];
  if (!encoded) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  return decoded.trimStart().startsWith('{') ? decoded : undefined;
}
