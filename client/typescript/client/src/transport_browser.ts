// Transports in browsers: Connect over fetch, to the HTTP port of verbatimd. fetch cannot stream requests.
import type { Interceptor, Transport } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import type { TransportSettings } from './options.js';

export const hasTwoWayStreams = false;

export function makeTransport({ baseUrl, tls, protocol }: TransportSettings, interceptors: Interceptor[]): Transport {
  if (tls) throw new TypeError('a browser chooses the certificates that it trusts: leave tls out');
  if (protocol === 'grpc') throw new TypeError('browsers cannot speak gRPC: use the address of the HTTP port');
  return createConnectTransport({ baseUrl, useBinaryFormat: true, interceptors });
}
