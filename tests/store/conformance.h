#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "store/store.h"

namespace verbatim::store {

// A backend under test. The suite in conformance.cc is written against Store alone: it is what a backend must
// do.
class Backend {
 public:
  virtual ~Backend() = default;
  // Opens the same storage, new and empty at first; what was opened before is closed.
  virtual absl::StatusOr<std::unique_ptr<Store>> Open() = 0;
};

struct BackendFactory {
  std::string name;
  std::function<std::unique_ptr<Backend>()> make;
};

// The backends that the suite runs on; backends.cc lists them.
std::vector<BackendFactory> Backends();

inline void PrintTo(const BackendFactory& factory, std::ostream* out) { *out << factory.name; }

}  // namespace verbatim::store
