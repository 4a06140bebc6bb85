// Calls of the server, by the package client. The token of a signed-in reader is in memory alone.
import { Code } from '@connectrpc/connect';
import { Client, errorOf, type VerbatimError } from '@verbatim-claims/client';
import { base } from './router';

let token = '';
const listeners = new Set<() => void>();

export const isSignedIn = (): boolean => token !== '';
export function signIn(next: string): void {
  token = next;
  for (const listener of listeners) listener();
}
// Calls `listener` whenever somebody has signed in or out. Returns a function that ends this.
export function onSignIn(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const authorization = (): Record<string, string> => (token === '' ? {} : { Authorization: `Bearer ${token}` });

const client = new Client({ address: base.href, token: () => token });
export const { documents, claims, reviews, provenance, log } = client.rpc;
export const watchLog = client.watch.bind(client);
// The serialized ProofBundle of a resource, with fields that this version does not know, so that the verifier finds them.
export const fetchBundle = (name: string): Promise<Uint8Array> => client.getProofBundle(name);

// Reads all pages of a list, at most `most` items.
export async function allPages<Response extends { nextPageToken: string }, Item>(
  fetchPage: (pageToken: string) => Promise<Response>, items: (response: Response) => Item[], most = 100_000): Promise<Item[]> {
  const all: Item[] = [];
  for (let pageToken = ''; ;) {
    const page = await fetchPage(pageToken);
    all.push(...items(page));
    pageToken = page.nextPageToken;
    if (pageToken === '' || all.length >= most) return all;
  }
}

export interface Problem {
  title: string;
  message: string;
  reason: string;  // of google.rpc.ErrorInfo; empty if there is none
  error: VerbatimError;
}

// What a reader needs to know about a failed call.
export function problemOf(cause: unknown): Problem {
  const error = errorOf(cause, base.href);
  const titles: Partial<Record<Code, string>> = {
    [Code.NotFound]: 'Not found',
    [Code.Unauthenticated]: 'Please sign in',
    [Code.PermissionDenied]: 'You may not do this',
    [Code.Unavailable]: 'The server cannot be reached',
    [Code.Unknown]: 'The server cannot be reached',
    [Code.ResourceExhausted]: 'The server is busy',
    [Code.DataLoss]: 'The stored data is damaged',
    [Code.InvalidArgument]: 'Something in this form is wrong',
  };
  return { title: titles[error.code] ?? 'Refused', message: error.said, reason: error.reason, error };
}
