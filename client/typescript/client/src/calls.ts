// Retries, request ids and errors of all calls.
import type { DescService } from '@bufbuild/protobuf';
import { type Client as ConnectClient, Code, createClient, type Interceptor, type Transport } from '@connectrpc/connect';
import { errorOf, type VerbatimError } from './errors.js';
import { isPrivate } from './options.js';

const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const LONGEST_RESUME_PAUSE_MS = 5_000;

// Waits, or ends early by throwing the signal's reason.
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}

export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Gives each write one request id, and repeats calls that the service was too busy for, or away. All attempts share a deadline.
export function retries(address: string): Interceptor {
  return (next) => async (request) => {
    if (request.stream) return next(request);
    const message = request.message as { requestId?: string };
    const takesId = request.method.input.fields.some(({ name }) => name === 'request_id');
    if (takesId && !message.requestId) message.requestId = randomId();
    for (let attempt = 1; ; ++attempt) {
      try {
        return await next(request);
      } catch (thrown) {
        const error = errorOf(thrown, address);
        const isFinal = error.code !== Code.Unavailable && error.retryAfterMs === undefined;
        if (isFinal || attempt === MAX_ATTEMPTS || request.signal.aborted) throw thrown;
        const backoff = Math.min(FIRST_PAUSE_MS * 3 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
        await pause(Math.max(error.retryAfterMs ?? 0, backoff), request.signal).catch(() => {
          throw thrown;
        });
      }
    }
  };
}

// Sends the token, if there is one. Throws if anybody on the way could read it.
export function bearer(token: string | (() => string), baseUrl: string): Interceptor {
  const checked = (value: string): string => {
    if (value !== '' && !isPrivate(baseUrl))
      throw new TypeError(`a token is sent over TLS or to this machine only: use an https:// address instead of ${baseUrl}`);
    return value;
  };
  const fixed = typeof token === 'string' ? checked(token) : undefined;
  return (next) => (request) => {
    const value = fixed ?? checked((token as () => string)());
    if (value !== '') request.header.set('Authorization', `Bearer ${value}`);
    return next(request);
  };
}

// A client of a service whose unary methods throw VerbatimErrors, within the timeout.
export function typedClient<T extends DescService>(service: T, transport: Transport, address: string, timeoutMs: number): ConnectClient<T> {
  const client = createClient(service, transport) as Record<string, unknown>;
  const typed: Record<string, unknown> = { ...client };
  for (const method of service.methods) {
    if (method.methodKind !== 'unary') continue;
    const call = client[method.localName] as (request: unknown, options?: object) => Promise<unknown>;
    typed[method.localName] = (request: unknown, options: object = {}) =>
      call(request, { timeoutMs, ...options }).catch((thrown: unknown) => {
        throw errorOf(thrown, address);
      });
  }
  return typed as ConnectClient<T>;
}

// Whether another call can go on where a stream broke. The service drops a slow reader with ABORTED, or CANCELLED.
export function canResume(error: VerbatimError): boolean {
  return error.retryAfterMs !== undefined || [Code.Unavailable, Code.Aborted, Code.Canceled].includes(error.code);
}

export const resumePause = (attempt: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 10), LONGEST_RESUME_PAUSE_MS);
