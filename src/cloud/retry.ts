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

/** From here on a wait is told, in milliseconds. */
const noticeableWait = 3000;

export interface ResendOptions {
  /** Milliseconds before the first resend where the service names no time; doubled each time. */
  readonly firstDelay: number;
  mayResend(request: PipelineRequest): boolean;
  /** Beyond the methods that are repeatable by themselves. */
  isRepeatable(request: PipelineRequest): boolean;
  readonly onWait?: (message: string) => void;
}

export function resendPolicy(options: ResendOptions): PipelinePolicy {
  return {
    name: 'resendPolicy',
    sendRequest: (request, next) =>
      options.mayResend(request) ? retryPolicy([strategyFor(request, options)], { maxRetries: maximumRetries }).sendRequest(request, next) : next(request),
  };
}

function strategyFor(request: PipelineRequest, { firstDelay, isRepeatable, onWait }: ResendOptions): RetryStrategy {
  const repeatable = repeatableMethods.has(request.method) || isRepeatable(request);
  return {
    name: 'resendStrategy',
    retry: ({ retryCount, response, responseError }) => {
      const throttled = response?.status === 429;
      const transient = response ? transientStatuses.has(response.status) : transientCodes.has(responseError?.code ?? '');
      if (!throttled && !(transient && repeatable)) return { skipStrategy: true };
      const wait = (response && askedToWait(response)) ?? firstDelay * 2 ** retryCount * (0.8 + 0.4 * Math.random());
      if (wait > longestWait) return { skipStrategy: true };
      if (wait >= noticeableWait) onWait?.(waitWords(new URL(request.url).host, throttled, wait));
      return { retryAfterInMs: Math.round(wait) };
    },
  };
}

function waitWords(host: string, throttled: boolean, wait: number): string {
  return `${host} ${throttled ? 'is limiting requests' : 'is not available just now'}; going on in ${Math.ceil(wait / 1000)} s.`;
}

/** Milliseconds from `Retry-After`, which is seconds or an HTTP date. */
function askedToWait(response: PipelineResponse): number | undefined {
  const value = response.headers.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
