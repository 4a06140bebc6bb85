// Follows the log without end.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { Client as ConnectClient } from '@connectrpc/connect';
import { canResume, pause, resumePause } from './calls.js';
import { errorOf } from './errors.js';
import type { LogEntry } from './gen/verbatim/v1/log_pb.js';
import { type LogService, WatchRequestSchema } from './gen/verbatim/v1/log_service_pb.js';

// The entries of the log as they are written, each once, in order. Reconnects by itself. `nextIndex` is where to go on after the
// last entry: a program that stores it can start a new watch there after a crash.
export class Watch implements AsyncIterable<LogEntry> {
  nextIndex: bigint;
  private readonly stopping = new AbortController();

  constructor(private readonly log: ConnectClient<typeof LogService>, private readonly address: string,
              private readonly request: MessageInitShape<typeof WatchRequestSchema>) {
    this.nextIndex = create(WatchRequestSchema, request).startIndex;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LogEntry> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted;) {
      const call = new AbortController();  // also ends the call if the caller stops reading
      signal.addEventListener('abort', () => call.abort(), { once: true, signal: call.signal });
      const request = { ...this.request, startIndex: this.nextIndex } as typeof this.request;
      try {
        for await (const { entries, nextIndex } of this.log.watch(request, { signal: call.signal })) {
          attempt = 0;
          for (const entry of entries) {
            this.nextIndex = entry.index + 1n;
            yield entry;
          }
          this.nextIndex = nextIndex;
        }
      } catch (thrown) {
        if (signal.aborted) return;
        const error = errorOf(thrown, this.address);
        if (!canResume(error)) throw error;
      } finally {
        call.abort();
      }
      await pause(resumePause(++attempt), signal).catch(() => undefined);
    }
  }

  stop(): void {
    this.stopping.abort();
  }
}
