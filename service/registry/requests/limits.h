#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace verbatim::registry {

// Bounds on what one request may carry and on what the registry holds. Flags of verbatimd set most of them.
struct Limits {
  size_t document_bytes = 16 << 20;
  size_t quote_bytes = 64 << 10;
  size_t claim_bytes = 1 << 20;  // in protobuf's binary form
  // What the server may add to a claim's own bytes: names of sentences, contexts, attestations. Anchorings
  // are not counted: they are in proportion to the quotes, and grow with later revisions.
  size_t filled_in_bytes = 1 << 20;
  int batch_claims = 1000;
  // Claims that one call stores or reads together, as they are stored: what a call can take of the memory.
  size_t batch_bytes = 64 << 20;
  int page_rows = 1000;

  // Calls that wait, each on a thread of its own, while a revision of a document that they cite or revise is
  // being recorded.
  int calls_at_documents = 4;

  // Nodes of the graph of one trace, and of all traces that are kept for their next pages: some 200 bytes
  // each.
  int64_t trace_nodes = 1'000'000;

  // Texts of revisions that are kept in memory, with their indexes.
  size_t text_cache_bytes = 256 << 20;

  // Alignments of revisions that are kept in memory, some twenty bytes for each of both texts.
  size_t alignment_cache_bytes = 128 << 20;

  // Writes that wait for the committer, and their bytes. At the rate of a slow disk, 1,000 commits of 1,000
  // writes a second being a fast one, that is some seconds of work.
  size_t queued_writes = 8192;
  size_t queued_bytes = 128 << 20;

  // The longest time until those who follow the log are looked after: bookmarks and slow consumers.
  std::chrono::milliseconds feed_tick{250};
};

}  // namespace verbatim::registry
