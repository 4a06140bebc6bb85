#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "store/store.h"

// The conformance suite is the definition of a store backend: every backend must pass all of it. It is
// written against Store alone. Each file has one subject:
//
//   entries.cc      the log's entries: numbers, bytes, attachments, names, paging
//   groups.cc       several writes in one commit
//   resources.cc    the latest entry of a resource; creating and replacing it
//   listings.cc     resources by term, page by page
//   requests.cc     repeated requests and reused request ids
//   counters.cc     counters and what writes expect of them
//   tree.cc         the hashes of the log's tree
//   erasure.cc      erased payloads, compaction
//   checkpoints.cc  signed tree heads
//   state.cc        the tables that fsck reads, the storage's own check
//   concurrency.cc  readers and writers on several threads
//
// fixture.h opens and reopens the backend under test. ../backends.cc lists the backends.
namespace verbatim::store {

// A backend under test.
class Backend {
 public:
  virtual ~Backend() = default;
  // Opens the same storage each time, after closing it. It is empty at first.
  virtual absl::StatusOr<std::unique_ptr<Store>> Open() = 0;
};

struct BackendFactory {
  std::string name;
  // Returns null if the backend cannot run here.
  std::function<std::unique_ptr<Backend>()> make;
};

inline void PrintTo(const BackendFactory& factory, std::ostream* out) { *out << factory.name; }

}  // namespace verbatim::store
