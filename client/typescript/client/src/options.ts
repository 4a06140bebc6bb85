// Where a client connects to, and how.

export interface TlsOptions {  // each as PEM, or in Node the path of a file
  ca?: string | Uint8Array;  // CA certificates that must have signed the service's certificate; unset for those of Node
  cert?: string | Uint8Array;  // client certificate, followed by its intermediate certificates
  key?: string | Uint8Array;  // private key of the client certificate, not encrypted
}

export interface ClientOptions {
  // The service. In Node, HOST:PORT or a URL of the gRPC port (127.0.0.1:7461). In browsers, a URL of the HTTP port; the
  // origin of the page if it is unset.
  address?: string;
  tls?: TlsOptions;  // turns TLS on for HOST:PORT
  // Identifies the caller. Sent over TLS and to this machine only. A function is called for each call; '' sends none.
  token?: string | (() => string);
  timeoutMs?: number;  // of a call with its retries; streams have none. Default 30,000
  protocol?: 'grpc' | 'connect';  // default: gRPC in Node, Connect in browsers. Connect in Node is for the HTTP port
}

export interface TransportSettings {
  baseUrl: string;
  tls: TlsOptions | undefined;
  protocol: 'grpc' | 'connect' | undefined;
  timeoutMs: number;
}

export const DEFAULT_TIMEOUT_MS = 30_000;

export function baseUrlOf({ address, tls }: ClientOptions): string {
  const page = (globalThis as { location?: { origin?: string } }).location?.origin;
  const given = address ?? page ?? '127.0.0.1:7461';
  return (/^https?:\/\//.test(given) ? given : `${tls ? 'https' : 'http'}://${given}`).replace(/\/$/, '');
}

export function isPrivate(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
