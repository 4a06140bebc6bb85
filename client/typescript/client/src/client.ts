// A connection to a Verbatim service.
import { create, type Message, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { Client as ConnectClient, Transport } from '@connectrpc/connect';
import { bearer, retries, typedClient } from './calls.js';
import { importClaims, type ImportItem, type ImportOptions, type ImportResult } from './claim_import.js';
import { errorOf } from './errors.js';
import type { CheckTextOptionsSchema, CheckTextRequestSchema, CheckTextResponse, MatchClaimsRequestSchema } from './gen/verbatim/v1/match_service_pb.js';
import { MatchService } from './gen/verbatim/v1/match_service_pb.js';
import type { Claim } from './gen/verbatim/v1/claim_pb.js';
import {
  type ClaimFilterSchema, ClaimService, type CreateClaimRequestSchema, type RetractClaimRequestSchema, type UpdateClaimRequestSchema,
} from './gen/verbatim/v1/claim_service_pb.js';
import { type Document, type DocumentSchema, type Revision, RevisionView, type Sentence } from './gen/verbatim/v1/document_pb.js';
import {
  type CreateRevisionResponse, type DocumentFilterSchema, DocumentService, type LocateQuoteRequestSchema,
} from './gen/verbatim/v1/document_service_pb.js';
import type { Evidence, EvidenceStance } from './gen/verbatim/v1/evidence_pb.js';
import type { Link } from './gen/verbatim/v1/link_pb.js';
import type { Checkpoint, LogEntryFilterSchema } from './gen/verbatim/v1/log_pb.js';
import { LogService, type WatchRequestSchema } from './gen/verbatim/v1/log_service_pb.js';
import type { Match } from './gen/verbatim/v1/match_pb.js';
import { ProofBundleSchema } from './gen/verbatim/v1/proof_pb.js';
import {
  type ExchangeFormat, type ExportClaimsRequestSchema, ProvenanceService, type TraceClaimRequestSchema, type TraceClaimResponse,
  type VerifyClaimResponse,
} from './gen/verbatim/v1/provenance_service_pb.js';
import type { Review, ReviewSchema } from './gen/verbatim/v1/review_pb.js';
import { ReviewService } from './gen/verbatim/v1/review_service_pb.js';
import type { Passage } from './gen/verbatim/v1/span_pb.js';
import { baseUrlOf, type ClientOptions, DEFAULT_TIMEOUT_MS } from './options.js';
import { hasTwoWayStreams, makeTransport } from '#transport';
import type { CitationInit, ClaimInit } from './values.js';
import { Watch } from './watch.js';

type Without<Schema extends Parameters<typeof create>[0], Names extends string> =
  Partial<Omit<Extract<MessageInitShape<Schema>, object>, Names | '$typeName' | '$unknown'>>;

const PAGE_SIZE = 1000;  // the largest of the service, which keeps pages under 4 MiB itself
const PART_BYTES = 64 << 10;  // of a text that is checked: large enough to be quick, small enough for an early first answer

// Methods throw the errors of errors.ts. A call is repeated up to four times if the service is away, or says when to retry. All
// attempts of a write have the same request id, so that it is recorded once.
export class Client {
  // The services of the contract, with whole requests and responses. Their unary methods have retries and typed errors, too.
  readonly rpc: {
    readonly documents: ConnectClient<typeof DocumentService>;
    readonly claims: ConnectClient<typeof ClaimService>;
    readonly reviews: ConnectClient<typeof ReviewService>;
    readonly provenance: ConnectClient<typeof ProvenanceService>;
    readonly match: ConnectClient<typeof MatchService>;
    readonly log: ConnectClient<typeof LogService>;
  };
  private readonly address: string;
  private readonly timeoutMs: number;
  private readonly isStreaming: boolean;
  private readonly transport: Transport & { close?: () => void };

  constructor(options: ClientOptions | string = {}) {
    const given = typeof options === 'string' ? { address: options } : options;
    const baseUrl = baseUrlOf(given);
    this.address = baseUrl;
    this.timeoutMs = given.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.isStreaming = hasTwoWayStreams && given.protocol !== 'connect';
    const interceptors = [retries(baseUrl), ...(given.token === undefined ? [] : [bearer(given.token, baseUrl)])];
    this.transport = makeTransport({ baseUrl, tls: given.tls, protocol: given.protocol, timeoutMs: this.timeoutMs }, interceptors);
    this.rpc = {
      documents: typedClient(DocumentService, this.transport, baseUrl, this.timeoutMs),
      claims: typedClient(ClaimService, this.transport, baseUrl, this.timeoutMs),
      reviews: typedClient(ReviewService, this.transport, baseUrl, this.timeoutMs),
      provenance: typedClient(ProvenanceService, this.transport, baseUrl, this.timeoutMs),
      match: typedClient(MatchService, this.transport, baseUrl, this.timeoutMs),
      log: typedClient(LogService, this.transport, baseUrl, this.timeoutMs),
    };
  }

  // Ends all calls. Node exits without it only after a connection has been idle.
  close(): void {
    this.transport.close?.();
  }

  // Sources

  // Records a source. `metadata` are fields of Document, such as title, uri and languageCode.
  async createDocument(
    content: string | Uint8Array,
    options: { id?: string; mediaType?: string; requestId?: string } & Without<typeof DocumentSchema, 'name'> = {}): Promise<Document> {
    const { id = '', mediaType = '', requestId = '', ...document } = options;
    const response = await this.rpc.documents.createDocument(
      { document, documentId: id, content: { mediaType, data: bytesOf(content) }, requestId });
    return response.document!;
  }

  // Records a new text of a source. The response has where each claim's words are now.
  createRevision(
    document: string, content: string | Uint8Array, { mediaType = '', requestId = '' } = {}): Promise<CreateRevisionResponse> {
    return this.rpc.documents.createRevision({ parent: document, content: { mediaType, data: bytesOf(content) }, requestId });
  }

  async getDocument(name: string): Promise<Document> {
    return (await this.rpc.documents.getDocument({ name })).document!;
  }

  documents(filter: Without<typeof DocumentFilterSchema, never> = {}): AsyncGenerator<Document> {
    return pages((page) => this.rpc.documents.listDocuments({ filter, ...page }), ({ documents }) => documents);
  }

  async getRevision(name: string, { text = true } = {}): Promise<Revision> {
    return (await this.rpc.documents.getRevision({ name, view: text ? RevisionView.FULL : RevisionView.BASIC })).revision!;
  }

  revisions(document: string): AsyncGenerator<Revision> {
    return pages((page) => this.rpc.documents.listRevisions({ parent: document, ...page }), ({ revisions }) => revisions);
  }

  // The sentences of a revision, or of the latest revision of a document.
  sentences(source: string): AsyncGenerator<Sentence> {
    return pages((page) => this.rpc.documents.listSentences({ parent: source, ...page }), ({ sentences }) => sentences);
  }

  // The passages that are most similar to an inexact quote, best first.
  async locateQuote(
    source: string, quote: string, options: Without<typeof LocateQuoteRequestSchema, 'parent' | 'quote'> = {}): Promise<Passage[]> {
    return (await this.rpc.documents.locateQuote({ ...options, parent: source, quote })).passages;
  }

  // Claims

  // Records a claim. `options` are the other fields of CreateClaimRequest, such as allowContradicted. Throws QuoteNotFound,
  // QuoteAmbiguous or ValueContradicted if the quotes do not hold the claim.
  async createClaim(
    claim: ClaimInit, options: { id?: string } & Without<typeof CreateClaimRequestSchema, 'claim' | 'claimId'> = {}): Promise<Claim> {
    const { id = '', ...request } = options;
    return (await this.rpc.claims.createClaim({ ...request, claim, claimId: id })).claim!;
  }

  // Records up to 1,000 claims, all or none. `importClaims` records any number, each on its own.
  async createClaims(claims: ClaimInit[], { requestId = '' } = {}): Promise<Claim[]> {
    return (await this.rpc.claims.batchCreateClaims({ requests: claims.map((claim) => ({ claim })), requestId })).claims;
  }

  // Records any number of claims, and yields a result for each, in order. If the stream breaks, the import goes on by itself. Throws
  // ImportInterrupted if the service stays away for the timeout, and InputFailed if `items` throws, after the results of all that
  // was sent.
  importClaims(items: Iterable<ImportItem> | AsyncIterable<ImportItem>, options: ImportOptions = {}): AsyncGenerator<ImportResult> {
    return importClaims(
      { claims: this.rpc.claims, address: this.address, awayMs: this.timeoutMs, isStreaming: this.isStreaming }, items, options);
  }

  async getClaim(name: string): Promise<Claim> {
    return (await this.rpc.claims.getClaim({ name })).claim!;
  }

  async getClaims(names: string[]): Promise<Claim[]> {
    return (await this.rpc.claims.batchGetClaims({ names })).claims;
  }

  claims(filter: Without<typeof ClaimFilterSchema, never> = {}): AsyncGenerator<Claim> {
    return pages((page) => this.rpc.claims.listClaims({ filter, ...page }), ({ claims }) => claims);
  }

  // Corrects the named fields of a claim. Throws EtagStale if claim.etag is set, and is not the claim's etag any more.
  async updateClaim(
    claim: ClaimInit, fields: string[], options: Without<typeof UpdateClaimRequestSchema, 'claim' | 'updateMask'> = {}): Promise<Claim> {
    return (await this.rpc.claims.updateClaim({ ...options, claim, updateMask: { paths: fields } })).claim!;
  }

  async retractClaim(
    name: string, reason: string, options: Without<typeof RetractClaimRequestSchema, 'name' | 'reason'> = {}): Promise<Claim> {
    return (await this.rpc.claims.retractClaim({ ...options, name, reason })).claim!;
  }

  // Evidence, reviews and links

  async createEvidence(
    claim: string, citation: CitationInit, stance: EvidenceStance, { note = '', requestId = '' } = {}): Promise<Evidence> {
    return (await this.rpc.reviews.createEvidence({ parent: claim, evidence: { citation, stance, note }, requestId })).evidence!;
  }

  async createReview(claim: string, review: MessageInitShape<typeof ReviewSchema>, { requestId = '' } = {}): Promise<Review> {
    return (await this.rpc.reviews.createReview({ parent: claim, review, requestId })).review!;
  }

  evidence(claim = 'claims/-'): AsyncGenerator<Evidence> {
    return pages((page) => this.rpc.reviews.listEvidence({ parent: claim, ...page }), ({ evidence }) => evidence);
  }

  reviews(claim = 'claims/-'): AsyncGenerator<Review> {
    return pages((page) => this.rpc.reviews.listReviews({ parent: claim, ...page }), ({ reviews }) => reviews);
  }

  links(claim = 'claims/-'): AsyncGenerator<Link> {
    return pages((page) => this.rpc.reviews.listLinks({ parent: claim, ...page }), ({ links }) => links);
  }

  // Matching

  // The claims that a text repeats or contradicts.
  async match(text: string, options: Without<typeof MatchClaimsRequestSchema, 'text'> = {}): Promise<Match[]> {
    return (await this.rpc.match.matchClaims({ ...options, text })).matches;
  }

  // Checks each sentence of a text of any length. Needs streams of requests, so not in browsers.
  async *checkText(text: string | Uint8Array, options: Without<typeof CheckTextOptionsSchema, never> = {}): AsyncGenerator<CheckTextResponse> {
    if (!this.isStreaming) throw new TypeError('this transport cannot stream requests: use match() for each sentence');
    const data = bytesOf(text);
    async function* parts(): AsyncGenerator<MessageInitShape<typeof CheckTextRequestSchema>> {
      yield { options };
      for (let at = 0; at < data.length; at += PART_BYTES) yield { text: data.slice(at, at + PART_BYTES) };
    }
    yield* this.stream((signal) => this.rpc.match.checkText(parts(), { signal }));
  }

  // Proofs and the log

  // Lets the service check a claim against the stored bytes. @verbatim-claims/verify trusts only the log's key.
  verifyClaim(name: string): Promise<VerifyClaimResponse> {
    return this.rpc.provenance.verifyClaim({ name });
  }

  // The serialized ProofBundle of a resource, for @verbatim-claims/verify.
  async getProofBundle(name: string, { text = false } = {}): Promise<Uint8Array> {
    const { bundle } = await this.rpc.provenance.getProofBundle({ name, includeText: text });
    return toBinary(ProofBundleSchema, bundle!);
  }

  traceClaim(name: string, options: Without<typeof TraceClaimRequestSchema, 'name'> = {}): Promise<TraceClaimResponse> {
    return this.rpc.provenance.traceClaim({ ...options, name });
  }

  // The parts of an export, which form a whole file only if nothing is thrown.
  async *exportClaims(
    format: ExchangeFormat, options: Without<typeof ExportClaimsRequestSchema, 'format'> = {}): AsyncGenerator<Uint8Array> {
    for await (const { data } of this.stream((signal) => this.rpc.provenance.exportClaims({ ...options, format }, { signal }))) yield data;
  }

  async getCheckpoint(): Promise<Checkpoint> {
    return (await this.rpc.log.getCheckpoint({})).checkpoint!;
  }

  // Follows the log from an entry on, without end.
  watch(
    start: bigint | number = 0n,
    options: { filter?: MessageInitShape<typeof LogEntryFilterSchema> } & Without<typeof WatchRequestSchema, 'startIndex' | 'filter'> = {}): Watch {
    return new Watch(this.rpc.log, this.address, { ...options, startIndex: BigInt(start) });
  }

  private async *stream<T extends Message>(open: (signal: AbortSignal) => AsyncIterable<T>): AsyncGenerator<T> {
    const call = new AbortController();
    try {
      yield* open(call.signal);
    } catch (thrown) {
      throw errorOf(thrown, this.address);
    } finally {
      call.abort();
    }
  }
}

const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === 'string' ? new TextEncoder().encode(content) : content);

async function* pages<Response extends { nextPageToken: string }, Item>(
  read: (page: { pageSize: number; pageToken: string }) => Promise<Response>, items: (response: Response) => Item[]): AsyncGenerator<Item> {
  for (let pageToken = ''; ;) {
    const response = await read({ pageSize: PAGE_SIZE, pageToken });
    yield* items(response);
    pageToken = response.nextPageToken;
    if (pageToken === '') return;
  }
}
