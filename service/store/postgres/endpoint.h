#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "store/postgres/connection.h"
#include "store/store.h"
#include "sync/mutex.h"

namespace verbatim::store::postgres {

// The servers that a URI names. libpq reads the URI, except for the parameter prepared_statements=off, which
// stands for Statements::kSentAnew. Opens the connections of a store, and tells which of them can be trusted.
//
// After a failover the old primary may be alive for some time: it hung, or is cut off from the others. It
// still answers reads, from a log that has stopped. A primary that crashed and is back shows transactions
// that no standby has yet, and that nobody was told of. A connection to either would return what is not the
// log. So a connection that needs the primary begins with a synchronous commit, which only succeeds on the
// primary and after its standby has all that the connection can read. And when one connection breaks, all
// that are older are not used again.
//
// Connections that do not need the primary all go to one server until one of them breaks: two servers may
// differ, by what one has not replayed yet or, after a failover, by a log that has stopped.
//
// Any thread.
class Endpoint {
 public:
  Endpoint(const std::string& uri, Server server, const Patience& patience);

  // Opens a connection to the server that served last or, if it does not serve, to the others in the URI's
  // order. Errors as for Connection::Open, of each server.
  absl::StatusOr<std::unique_ptr<Connection>> Open();
  // The same without the commit, for databases without tables.
  absl::StatusOr<std::unique_ptr<Connection>> OpenUnchecked();

  // As libpq reads it.
  const std::string& uri() const { return uri_; }
  const Patience& patience() const { return patience_; }

  // A connection of Open broke.
  void NoteBroken(const Connection& connection);
  // Whether no connection broke since this one was opened. What it returned while this held is the log.
  bool IsCurrent(const Connection& connection) const { return connection.epoch() == epoch_.load(); }

 private:
  template <typename OpenOne>
  absl::StatusOr<std::unique_ptr<Connection>> OpenFirst(const OpenOne& open);
  // Opens a connection to the server that the others of this epoch have, or to one that libpq chooses.
  absl::StatusOr<std::unique_ptr<Connection>> OpenSame();

  const std::string uri_;
  const Statements statements_;
  const Server server_;
  const Patience patience_;
  // At least one. libpq itself tries the servers of a URI one after the other, but not beyond one that accepts a
  // connection and closes it, as the proxy of a failed server does. For other servers than the primary libpq chooses by the URI's
  // target_session_attrs.
  const std::vector<Host> hosts_;
  std::atomic<size_t> served_last_ = 0;  // an index of hosts_
  std::atomic<uint64_t> epoch_ = 0;      // counts how often connections of the latest epoch broke

  // For other servers than the primary. Locked while a connection is opened, so that the first one decides.
  sync::Mutex same_mutex_;
  std::optional<Host> same_ ABSL_GUARDED_BY(same_mutex_);
  uint64_t same_epoch_ ABSL_GUARDED_BY(same_mutex_) = 0;
};

}  // namespace verbatim::store::postgres
