// Calls of the server, by Connect. The token of a signed-in reader is in memory alone.
import { type Message, toBinary } from '@bufbuild/protobuf';
import type { GenMessage } from '@bufbuild/protobuf/codegenv2';
import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import type { DescService } from '@bufbuild/protobuf';
import { ErrorInfoSchema } from './generated/google/rpc/error_details_pb';
import { ClaimService } from './generated/verbatim/v1/claim_service_pb';
import { DocumentService } from './generated/verbatim/v1/document_service_pb';
import { LogService } from './generated/verbatim/v1/log_service_pb';
import { ProofBundleSchema } from './generated/verbatim/v1/proof_pb';
import { ProvenanceService } from './generated/verbatim/v1/provenance_service_pb';
import { ReviewService } from './generated/verbatim/v1/review_service_pb';
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

const transport = createConnectTransport({
  baseUrl: base.href.replace(/\/$/, ''),
  useBinaryFormat: true,
  interceptors: [
    (next) => (request) => {
      for (const [name, value] of Object.entries(authorization())) request.header.set(name, value);
      return next(request);
    },
  ],
});
const client = <T extends DescService>(service: T): Client<T> => createClient(service, transport);

export const documents = client(DocumentService);
export const claims = client(ClaimService);
export const reviews = client(ReviewService);
export const provenance = client(ProvenanceService);
export const log = client(LogService);

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

// The serialized ProofBundle of a resource, with fields that this version does not know, so that the verifier finds them.
export async function fetchBundle(name: string): Promise<Uint8Array> {
  const { bundle } = await provenance.getProofBundle({ name });
  return bundle === undefined ? new Uint8Array() : toBinary(ProofBundleSchema, bundle);
}

export interface Problem {
  title: string;
  message: string;
  reason: string;  // of google.rpc.ErrorInfo; empty if there is none
  error: ConnectError;
}

// What a reader needs to know about a failed call.
export function problemOf(cause: unknown): Problem {
  const error = ConnectError.from(cause);
  const [info] = error.findDetails(ErrorInfoSchema);
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
  return { title: titles[error.code] ?? 'Refused', message: error.rawMessage, reason: info?.reason ?? '', error };
}

// The first detail of a type in an error.
export function detailOf<T extends Message>(problem: Problem, schema: GenMessage<T>): T | undefined {
  return problem.error.findDetails(schema)[0] as T | undefined;
}
