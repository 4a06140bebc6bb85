// Imports any number of claims over one stream, which begins again where it broke.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Code, type Client as ConnectClient } from '@connectrpc/connect';
import { canResume, pause, randomId, resumePause } from './calls.js';
import { errorOf, errorOfStatus, ImportInterrupted, InputFailed, VerbatimError } from './errors.js';
import type { Claim } from './gen/verbatim/v1/claim_pb.js';
import { type ClaimService, type CreateClaimRequest, CreateClaimRequestSchema } from './gen/verbatim/v1/claim_service_pb.js';
import type { ClaimInit } from './values.js';

// A claim, or a whole request with further fields.
export type ImportItem = ClaimInit | { request: MessageInitShape<typeof CreateClaimRequestSchema> };

// The result of one item: the claim as recorded, or why it is not.
export interface ImportResult {
  index: number;  // position of the item in the input, counted from 0
  item: ImportItem;
  claim?: Claim;
  error?: VerbatimError;
}

export interface ImportOptions {
  run?: string;  // names the import. A repeated import with the same run and the same items records nothing twice
  window?: number;  // how many items may be without a result, which is how far the input runs ahead. Default 256
  progress?: (done: { recorded: number; refused: number }) => void;  // called after each result
}

interface Sent {
  index: number;
  item: ImportItem;
  request: CreateClaimRequest;
}

export interface ImportSettings {
  claims: ConnectClient<typeof ClaimService>;
  address: string;
  awayMs: number;  // how long the service may be away
  isStreaming: boolean;  // whether the transport can stream requests; without, claims are recorded one call each
}

// The items that were read and are not answered. `wake` tells that there are more, or no more.
class Input {
  readonly pending: Sent[] = [];
  count = 0;
  ended = false;
  failure: unknown;
  private waiting: (() => void)[] = [];
  private stopped = false;

  constructor(private readonly run: string, private readonly window: number) {}

  async read(items: Iterable<ImportItem> | AsyncIterable<ImportItem>): Promise<void> {
    try {
      for await (const item of items) {
        while (this.pending.length >= this.window && !this.stopped) await this.changed();
        if (this.stopped) return;
        this.pending.push(this.make(item));
        this.wake();
      }
    } catch (thrown) {
      this.failure = thrown ?? new Error('the input threw nothing');
    }
    this.ended = true;
    this.wake();
  }

  private make(item: ImportItem): Sent {
    if (typeof item !== 'object' || item === null) throw new TypeError(`item ${this.count} is a ${typeof item}, not a claim`);
    const given = 'request' in item ? item.request : { claim: item };
    const request = create(CreateClaimRequestSchema, given as MessageInitShape<typeof CreateClaimRequestSchema>);
    request.requestId ||= `${this.run}/${this.count}`;
    return { index: this.count++, item, request };
  }

  changed(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
  }

  // The requests of a stream: those without an answer first, then others as they are read.
  async *outgoing(signal: AbortSignal): AsyncGenerator<{ request: CreateClaimRequest }> {
    for (let last = -1; !signal.aborted;) {
      const next = this.pending.find(({ index }) => index > last);
      if (next !== undefined) {
        last = next.index;
        yield { request: next.request };
      } else if (this.ended) {
        return;
      } else {
        await this.changed();
      }
    }
  }
}

export async function* importClaims(
  settings: ImportSettings, items: Iterable<ImportItem> | AsyncIterable<ImportItem>, options: ImportOptions): AsyncGenerator<ImportResult> {
  const window = options.window ?? 256;
  if (!(window >= 1)) throw new RangeError('window must be at least 1');
  const input = new Input(options.run || randomId(), window);
  void input.read(items);
  let recorded = 0;
  let refused = 0;
  const answered = () => recorded + refused;
  const count = (result: ImportResult): ImportResult => {
    if (result.error) ++refused;
    else ++recorded;
    options.progress?.({ recorded, refused });
    return result;
  };
  let session = new AbortController();
  try {
    for (let attempt = 0, away = 0; ;) {
      session = new AbortController();
      let broken: VerbatimError | undefined;
      try {
        for await (const result of settings.isStreaming ? streamed(settings, input, session.signal) : called(settings, input)) {
          attempt = 0;
          yield count(result);
        }
      } catch (thrown) {
        broken = errorOf(thrown, settings.address);
      }
      if (broken === undefined && input.ended && input.pending.length === 0) break;
      session.abort();
      input.wake();
      broken ??= errorOf(new Error('the service ended the stream before it answered everything'), settings.address);
      if (++attempt === 1) away = Date.now();
      const wait = Math.max(broken.retryAfterMs ?? 0, resumePause(attempt));
      if (!canResume(broken) || Date.now() + wait > away + settings.awayMs) {
        throw new ImportInterrupted(
          broken.code, `the import broke off after ${answered()} results: ${broken.said}`,
          'Repeat the import with the same `run` and the same input: nothing is recorded twice.', answered(),
          input.pending.map(({ item }) => item), broken);
      }
      await pause(wait);
    }
  } finally {
    input.stop();
    session.abort();
    input.wake();
  }
  if (input.failure !== undefined) {
    throw new InputFailed(
      Code.Canceled, `the input threw after ${answered()} items, all of which have their result: ${String(input.failure)}`,
      'Mend the input, and repeat the import with the same `run`: nothing is recorded twice.', answered(), [], input.failure);
  }
}

async function* streamed(settings: ImportSettings, input: Input, signal: AbortSignal): AsyncGenerator<ImportResult> {
  for await (const { outcome } of settings.claims.importClaims(input.outgoing(signal), { signal })) {
    const sent = input.pending.shift();
    input.wake();
    if (sent === undefined) throw new Error('the service answered more than it was sent');
    if (outcome.case === 'claim') {
      yield { index: sent.index, item: sent.item, claim: outcome.value };
      continue;
    }
    const error = errorOfStatus(outcome.value!);
    const isBusy = error.retryAfterMs !== undefined || error.code === Code.Unavailable;
    yield isBusy ? await one(settings, sent) : { index: sent.index, item: sent.item, error };
  }
}

// How many calls are in flight where requests cannot be streamed. Browsers open six connections to a server of HTTP/1.1.
const CALLS = 6;

async function* called(settings: ImportSettings, input: Input): AsyncGenerator<ImportResult> {
  const flights: Promise<ImportResult>[] = [];
  for (let next = 0; ;) {
    while (flights.length < CALLS && next < input.pending.length) flights.push(one(settings, input.pending[next++]!));
    if (flights.length > 0) {
      const result = await flights.shift()!;
      if (result.error !== undefined && canResume(result.error)) {
        await Promise.allSettled(flights);
        throw result.error;
      }
      input.pending.shift();
      --next;
      input.wake();
      yield result;
    } else if (input.ended) {
      return;
    } else {
      await input.changed();
    }
  }
}

async function one(settings: ImportSettings, { index, item, request }: Sent): Promise<ImportResult> {
  try {
    const { claim } = await settings.claims.createClaim(request);
    return claim ? { index, item, claim } : { index, item };
  } catch (thrown) {
    return { index, item, error: errorOf(thrown, settings.address) };
  }
}
