/**
 * When a request is sent again. The stock policy resends a POST after a 5xx or a broken connection, and so can make a
 * second resource of one; here a request whose outcome is unknown is resent only where repeating it changes nothing.
 * PATCH counts among those: every PATCH sent sets a state or upserts by key.
 */
import { retryPolicy, type PipelinePolicy, type PipelineRequest, type PipelineResponse, type RetryStrategy } from '@azure/core-rest-pipeline';

const repeatableMethods = new Set(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']);
const transientStatuses = new Set([408, 500, 502, 503, 504, 509]);
/** ENOTFOUND is left out: offline should be told at once. */
const transientCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'REQUEST_SEND_ERROR']);

const maximumRetries = 3;
/** A service that asks for more patience than this is reported instead of waited for. */
const longestWait = 120_000;

/** @param firstDelay milliseconds before the first resend where the service names no time; doubled each time */
export function resendPolicy(firstDelay: number, mayResend: (request: PipelineRequest) => boolean): PipelinePolicy {
  return {
    name: 'resendPolicy',
    sendRequest: (request, next) =>
      mayResend(request) ? retryPolicy([strategyFor(request, firstDelay)], { maxRetries: maximumRetries }).sendRequest(request, next) : next(request),
  };
}

function strategyFor(request: PipelineRequest, firstDelay: number): RetryStrategy {
  const repeatable = repeatableMethods.has(request.method);
  return {
    name: 'resendStrategy',
    retry: ({ retryCount, response, responseError }) => {
      const throttled = response?.status === 429;
      const transient = response ? transientStatuses.has(response.status) : transientCodes.has(responseError?.code ?? '');
      if (!throttled && !(transient && repeatable)) return { skipStrategy: true };
      const wait = (response && askedToWait(response)) ?? firstDelay * 2 ** retryCount * (0.8 + 0.4 * Math.random());
      return wait > longestWait ? { skipStrategy: true } : { retryAfterInMs: Math.round(wait) };
    },
  };
}

/** Milliseconds from `Retry-After`, which is seconds or an HTTP date. */
function askedToWait(response: PipelineResponse): number | undefined {
  const value = response.headers.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
