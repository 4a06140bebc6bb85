// The errors of the client. Each has the details of the service's error as properties, and its message says what to do.
import { fromBinary, type Message } from '@bufbuild/protobuf';
import type { GenMessage } from '@bufbuild/protobuf/codegenv2';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  BadRequestSchema, ErrorInfoSchema, ResourceInfoSchema, RetryInfoSchema,
} from './gen/google/rpc/error_details_pb.js';
import type { Status } from './gen/google/rpc/status_pb.js';
import {
  type BatchRefusal, BatchRefusalSchema, type CitationRefusal, CitationRefusalSchema, type ContradictedValue, type ValueRefusal,
  ValueRefusalSchema,
} from './gen/verbatim/v1/refusal_pb.js';
import type { Passage } from './gen/verbatim/v1/span_pb.js';
import type { Value } from './gen/verbatim/v1/statement_pb.js';

// What an error of the service says, however it arrived.
interface Details {
  code: Code;
  message: string;
  find: <T extends Message>(schema: GenMessage<T>) => T | undefined;
}

export class VerbatimError extends Error {
  override readonly name: string = 'VerbatimError';
  readonly code: Code;
  readonly reason: string;  // of google.rpc.ErrorInfo, such as QUOTE_NOT_FOUND; empty if there is none
  readonly said: string;  // what the service says
  readonly metadata: Readonly<Record<string, string>>;  // of google.rpc.ErrorInfo
  readonly retryAfterMs: number | undefined;  // of google.rpc.RetryInfo
  readonly resource: string;  // the resource that does not exist, or exists already; empty if there is none
  readonly violations: readonly { field: string; description: string }[];  // the invalid fields
  readonly citation: CitationRefusal | undefined;
  readonly values: ValueRefusal | undefined;
  readonly batch: BatchRefusal | undefined;

  constructor(details: Details, advice = '', cause?: unknown) {
    const info = details.find(ErrorInfoSchema);
    const what = `${info?.reason || codeName(details.code)}: ${details.message.replace(/\.$/, '')}`;
    super(advice === '' ? what : `${what}. ${advice}`, { cause });
    this.code = details.code;
    this.reason = info?.reason ?? '';
    this.said = details.message;
    this.metadata = info?.metadata ?? {};
    const retry = details.find(RetryInfoSchema)?.retryDelay;
    this.retryAfterMs = retry && Number(retry.seconds) * 1000 + retry.nanos / 1e6;
    this.resource = details.find(ResourceInfoSchema)?.resourceName ?? '';
    this.violations = details.find(BadRequestSchema)?.fieldViolations.map(({ field, description }) => ({ field, description })) ?? [];
    this.citation = details.find(CitationRefusalSchema);
    this.values = details.find(ValueRefusalSchema);
    this.batch = details.find(BatchRefusalSchema);
  }
}

// A field is malformed or over its limit (`violations`).
export class InvalidRequest extends VerbatimError {
  override readonly name: string = 'InvalidRequest';
}

// The service does not record what it was given. `reason` says why.
export class Refused extends VerbatimError {
  override readonly name: string = 'Refused';
}

// The quote does not occur in the revision.
export class QuoteNotFound extends Refused {
  override readonly name: string = 'QuoteNotFound';
  // The most similar passage of the source; undefined if nothing is similar.
  get nearest(): Passage | undefined {
    return this.citation?.passages[0];
  }
}

// The quote occurs in several places.
export class QuoteAmbiguous extends Refused {
  override readonly name: string = 'QuoteAmbiguous';
  // The first places where the quote occurs.
  get places(): Passage[] {
    return this.citation?.passages ?? [];
  }
  get placeCount(): number {
    return Number(this.citation?.placeCount ?? 0);
  }
}

// The quote states another value than the claim.
export class ValueContradicted extends Refused {
  override readonly name: string = 'ValueContradicted';
  get contradicted(): ContradictedValue[] {
    return this.values?.values ?? [];
  }
  // What the quote states instead of the first contradicted value.
  get stated(): Value | undefined {
    return this.contradicted[0]?.attestation?.stated;
  }
  get claimed(): Value | undefined {
    return this.contradicted[0]?.claimed;
  }
}

// The document or claim is erased, or the claim, evidence or link is retracted.
export class Gone extends Refused {
  override readonly name: string = 'Gone';
}

// `resource` does not exist.
export class NotFound extends VerbatimError {
  override readonly name: string = 'NotFound';
}

// The id is taken by `resource`.
export class AlreadyExists extends VerbatimError {
  override readonly name: string = 'AlreadyExists';
}

// The requestId belongs to another request.
export class RequestIdReused extends AlreadyExists {
  override readonly name: string = 'RequestIdReused';
}

// The resource has changed since it was read.
export class EtagStale extends VerbatimError {
  override readonly name: string = 'EtagStale';
  get currentEtag(): string {
    return this.metadata['current_etag'] ?? '';
  }
}

// The service has too much to do, or a quota is used up.
export class Overloaded extends VerbatimError {
  override readonly name: string = 'Overloaded';
}

// The service does not know who calls.
export class Unauthenticated extends VerbatimError {
  override readonly name: string = 'Unauthenticated';
}

// The caller may not do this.
export class PermissionDenied extends VerbatimError {
  override readonly name: string = 'PermissionDenied';
  get permission(): string {
    return this.metadata['permission'] ?? '';
  }
}

// The service cannot be reached, or cannot serve now.
export class Unavailable extends VerbatimError {
  override readonly name: string = 'Unavailable';
}

// The service did not answer in time. A write may or may not have been recorded.
export class DeadlineExceeded extends VerbatimError {
  override readonly name: string = 'DeadlineExceeded';
}

// The service does not have this method.
export class Unsupported extends VerbatimError {
  override readonly name: string = 'Unsupported';
}

// An import ended before everything was answered. The results so far are valid. The items of `unanswered` were sent, and may
// or may not be recorded.
export class ImportInterrupted extends VerbatimError {
  override readonly name: string = 'ImportInterrupted';
  constructor(code: Code, message: string, advice: string, readonly answered: number, readonly unanswered: readonly unknown[],
              cause: unknown) {
    super({ code, message, find: () => undefined }, advice, cause);
  }
}

// The iterable of an import threw, which is the cause of this error.
export class InputFailed extends ImportInterrupted {
  override readonly name: string = 'InputFailed';
}

type Kind = [new (details: Details, advice?: string, cause?: unknown) => VerbatimError, string];

const BY_REASON: Record<string, Kind> = {
  QUOTE_NOT_FOUND: [QuoteNotFound, 'Quote the words of the source exactly; `nearest` has the most similar passage.'],
  QUOTE_AMBIGUOUS: [QuoteAmbiguous, 'Add the prefix, suffix or span of the place that you mean, from `places`.'],
  VALUE_CONTRADICTED: [ValueContradicted, 'Correct the value, or set allowContradicted to record the contradiction.'],
  CLAIM_RETRACTED: [Gone, ''],
  EVIDENCE_RETRACTED: [Gone, ''],
  LINK_RETRACTED: [Gone, ''],
  REVIEW_NOT_ACTIVE: [Gone, ''],
  DOCUMENT_ERASED: [Gone, ''],
  CLAIM_ERASED: [Gone, ''],
  REQUEST_ID_REUSED: [RequestIdReused, 'Use a new requestId, or a new `run` for an import, because the input is not the same as before.'],
  ETAG_STALE: [EtagStale, 'Read the resource again, and repeat the change on what it is now.'],
};
const BY_CODE: Partial<Record<Code, Kind>> = {
  [Code.InvalidArgument]: [InvalidRequest, ''],
  [Code.FailedPrecondition]: [Refused, ''],
  [Code.NotFound]: [NotFound, ''],
  [Code.AlreadyExists]: [AlreadyExists, 'Choose another id, or none.'],
  [Code.ResourceExhausted]: [Overloaded, 'Try again later, or send less at a time.'],
  [Code.Unauthenticated]: [Unauthenticated, 'Pass a valid token or a client certificate; the log of the service has the reason.'],
  [Code.PermissionDenied]: [PermissionDenied, 'Ask the operator of the service for the permission that `permission` names.'],
  [Code.DeadlineExceeded]: [DeadlineExceeded, 'Repeat the call with the same requestId, which records nothing twice, or allow more time.'],
  [Code.Unimplemented]: [Unsupported, 'The server is older than this client: upgrade verbatimd, or use a client of the server\'s version.'],
};

// Converts what a call threw. `address` is for the advice.
export function errorOf(thrown: unknown, address = ''): VerbatimError {
  if (thrown instanceof VerbatimError) return thrown;
  const error = ConnectError.from(thrown);
  return make({ code: error.code, message: error.rawMessage, find: (schema) => error.findDetails(schema)[0] as never }, address, thrown);
}

// Converts the status of an item of a stream.
export function errorOfStatus(status: Status): VerbatimError {
  const find: Details['find'] = (schema) => {
    const detail = status.details.find(({ typeUrl }) => typeUrl.endsWith(`/${schema.typeName}`));
    return detail && fromBinary(schema, detail.value);
  };
  return make({ code: status.code, message: status.message, find }, '', undefined);
}

function make(details: Details, address: string, cause: unknown): VerbatimError {
  const info = details.find(ErrorInfoSchema);
  const isAway = info === undefined && details.find(RetryInfoSchema) === undefined;
  if (isAway && details.code !== Code.DeadlineExceeded && isConnectionError(details, cause))
    return new Unavailable({ ...details, code: Code.Unavailable }, wayTo(address, details.message), cause);
  const [kind, advice] = BY_REASON[info?.reason ?? ''] ?? BY_CODE[details.code] ?? [VerbatimError, ''];
  if (details.code === Code.Unavailable && kind === VerbatimError) return new Unavailable(details, '', cause);
  return new kind(details, advice, cause);
}

// Whether no service answered. Transports report the errors of sockets and of TLS with various codes.
function isConnectionError({ code, message }: Details, cause: unknown): boolean {
  if (code === Code.Unavailable) return true;
  const inner = cause instanceof ConnectError ? cause.cause : undefined;
  const isNodes = inner instanceof Error && typeof (inner as { code?: unknown }).code === 'string';
  return [Code.Internal, Code.Unknown, Code.Aborted, Code.Canceled].includes(code) &&
    (isNodes || /certificate|ECONN|EPROTO|socket|fetch failed|Failed to fetch|NetworkError|network error|Load failed|http\/2 stream closed|self-signed/i.test(message));
}

function wayTo(address: string, message: string): string {
  if (/certificate|self-signed|altnames/i.test(message))
    return `No CA that you trust signed the certificate of ${address}, or it names another host: pass the CA in tls.ca.`;
  if (/EPROTO|wrong version number/i.test(message)) return `The service at ${address} does not use TLS: use an http:// address.`;
  return `Check that verbatimd runs and that its address is ${address}; if it uses TLS, use an https:// address.`;
}

export function codeName(code: Code): string {
  return (Code[code] ?? 'Unknown').replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
