#pragma once

#include <string>

#include "match/claim_index.h"
#include "methods/dispatcher.h"
#include "registry/registry.h"
#include "rpc/health.h"
#include "store/store.h"

namespace verbatim::verbatimd {

// The parts of a server whose metrics are served.
struct MeteredServer {
  store::Store& store;
  registry::Registry& registry;
  match::ClaimIndex& index;
  methods::Dispatcher& dispatcher;
  rpc::Health& health;
};

// Returns all metrics of the server in Prometheus' text format. Blocks on the store, to read the size of the
// log. Any thread.
std::string MetricsText(const MeteredServer& server);

}  // namespace verbatim::verbatimd
