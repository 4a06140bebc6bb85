// Signing in at an issuer of the server's policy, by OAuth's authorization code with PKCE (RFC 7636). What must outlive the
// way to the issuer and back is in sessionStorage until then. The token is not.
import { signIn } from './api';
import { base, href } from './router';

export interface Issuer {
  issuer: string;
  client_id: string;
}

interface Pending {
  state: string;
  verifier: string;
  tokenEndpoint: string;
  clientId: string;
  back: string;  // the address to return to
}

const STORED = `verbatim.sign-in ${base.pathname}`;

// The issuers that the server names. None, if it names none or does not know this path.
export async function issuersOf(signal: AbortSignal): Promise<Issuer[]> {
  const response = await fetch(href('auth/config'), { signal });
  if (!response.ok) return [];
  return ((await response.json()) as { issuers?: Issuer[] }).issuers ?? [];
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

const random = () => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

export async function challengeOf(verifier: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

// Leaves for the issuer.
export async function leaveFor({ issuer, client_id: clientId }: Issuer): Promise<void> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const found = (await response.json()) as { issuer: string; authorization_endpoint: string; token_endpoint: string };
  if (found.issuer !== issuer) throw new Error(`${issuer} says that it is ${found.issuer}`);
  const pending: Pending = {
    state: random(), verifier: random(), tokenEndpoint: found.token_endpoint, clientId, back: window.location.href,
  };
  sessionStorage.setItem(STORED, JSON.stringify(pending));
  const address = new URL(found.authorization_endpoint);
  const query = {
    response_type: 'code', client_id: clientId, redirect_uri: base.href, scope: 'openid', state: pending.state,
    code_challenge: await challengeOf(pending.verifier), code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  window.location.assign(address);
}

// Finishes signing in, if the issuer has sent the reader back. Returns why it failed, or nothing.
export async function arriveFromIssuer(): Promise<string | undefined> {
  const query = new URLSearchParams(window.location.search);
  const stored = sessionStorage.getItem(STORED);
  if (window.location.pathname !== base.pathname || stored === null || !query.has('state')) return undefined;
  sessionStorage.removeItem(STORED);
  const { state, verifier, tokenEndpoint, clientId, back } = JSON.parse(stored) as Pending;
  window.history.replaceState(null, '', back);
  if (query.get('state') !== state) return 'The answer of the issuer is not to this sign-in.';
  const code = query.get('code');
  if (code === null) return `The issuer did not sign you in: ${query.get('error_description') ?? query.get('error') ?? 'no reason given'}.`;
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: base.href, client_id: clientId, code_verifier: verifier }),
  });
  const answer = (await response.json()) as { access_token?: string; id_token?: string; error?: string };
  // The server reads signed tokens. An access token may be of another kind, which only the issuer can read.
  const token = [answer.access_token, answer.id_token].find((each) => each?.split('.').length === 3);
  if (token === undefined) return `The issuer gave no signed token${answer.error ? `: ${answer.error}` : ''}.`;
  signIn(token);
  return undefined;
}
