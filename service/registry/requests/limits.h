#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace verbatim::registry {

// Bounds on requests and on the registry's memory. Flags of verbatimd set most of them.
struct Limits {
  size_t document_bytes = 16 << 20;
  size_t quote_bytes = 64 << 10;
  size_t claim_bytes = 1 << 20;  // in protobuf's binary form
  // Bytes that the server may add to a claim: names of sentences, contexts, attestations. Anchorings are not
  // counted: their size is proportional to the quotes, and grows with later revisions.
  size_t filled_in_bytes = 1 << 20;
  int batch_claims = 1000;
  // Bytes of stored claims that one call creates or reads. Bounds the memory of a call.
  size_t batch_bytes = 64 << 20;
  int page_rows = 1000;

  // Maximum number of calls that wait because a revision of a document that they cite or revise is being
  // recorded. Each such call occupies a thread.
  int calls_at_documents = 4;

  // Maximum number of nodes in the graph of one trace, and in all traces that are cached for their next
  // pages. A node takes about 200 bytes.
  int64_t trace_nodes = 1'000'000;

  // Cached texts of revisions, with their indexes.
  size_t text_cache_bytes = 256 << 20;

  // Cached alignments of revisions. An alignment takes about 20 bytes for each byte of the two texts.
  size_t alignment_cache_bytes = 128 << 20;

  // Writes that wait for the committer, and their bytes. A slow disk needs some seconds for this many writes.
  // A fast disk commits 1,000 groups of 1,000 writes a second.
  size_t queued_writes = 8192;
  size_t queued_bytes = 128 << 20;

  // Interval at which the log feed wakes its followers, which then send bookmarks and close slow streams.
  std::chrono::milliseconds feed_tick{250};
};

}  // namespace verbatim::registry
