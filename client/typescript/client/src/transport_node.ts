// Transports in Node: gRPC over HTTP/2, which has streams in both directions.
import fs from 'node:fs';
import type { Interceptor, Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node';
import type { TlsOptions, TransportSettings } from './options.js';

// verbatimd allows one ping every 10 s. Without pings, an import would wait forever for a peer that has vanished.
const PING_MS = 60_000;

export const hasTwoWayStreams = true;

const pem = (value: string | Uint8Array | undefined) =>
  typeof value === 'string' && !value.includes('-----BEGIN') ? fs.readFileSync(value) : value;

function nodeTls({ ca, cert, key }: TlsOptions): Record<string, unknown> {
  const given = { ca: pem(ca), cert: pem(cert), key: pem(key) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value) : value]));
}

export function makeTransport({ baseUrl, tls, protocol, timeoutMs }: TransportSettings, interceptors: Interceptor[]): Transport {
  const nodeOptions = tls ? nodeTls(tls) : {};
  if (protocol === 'connect')
    return createConnectTransport({ baseUrl, httpVersion: '1.1', nodeOptions, interceptors, defaultTimeoutMs: timeoutMs });
  const sessionManager = new Http2SessionManager(baseUrl, { pingIntervalMs: PING_MS }, nodeOptions);
  const transport = createGrpcTransport({ baseUrl, sessionManager, interceptors });
  return Object.assign(transport, { close: () => sessionManager.abort() });
}
