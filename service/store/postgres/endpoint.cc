#include "store/postgres/endpoint.h"

#include <libpq-fe.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "status/status_macros.h"
#include "store/postgres/sql.h"

namespace verbatim::store::postgres {
namespace {

constexpr char kDefaultPort[] = "5432";

// The parameter of URIs that libpq does not know.
constexpr std::string_view kSendAnew = "prepared_statements=off";

size_t FindSendAnew(std::string_view uri) {
  const size_t found = uri.find(kSendAnew);
  if (found == std::string_view::npos || found == 0) return std::string_view::npos;
  const size_t end = found + kSendAnew.size();
  const bool whole =
      (uri[found - 1] == '?' || uri[found - 1] == '&') && (end == uri.size() || uri[end] == '&');
  return whole ? found : std::string_view::npos;
}

std::string WithoutSendAnew(std::string uri) {
  const size_t found = FindSendAnew(uri);
  if (found == std::string_view::npos) return uri;
  // With the separator after it or, if it is the last parameter, the one before it.
  const bool last = found + kSendAnew.size() == uri.size();
  uri.erase(last ? found - 1 : found, kSendAnew.size() + 1);
  return uri;
}

// The items of a list in a URI, divided by commas.
std::vector<std::string> ListOf(const PQconninfoOption* options, std::string_view keyword) {
  for (; options->keyword != nullptr; ++options) {
    if (options->keyword == keyword && options->val != nullptr && *options->val != '\0')
      return absl::StrSplit(options->val, ',');
  }
  return {};
}

// Returns one host without a name for a URI that names no server or is malformed: libpq decides.
std::vector<Host> HostsOf(const std::string& uri) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(uri.c_str(), nullptr), &PQconninfoFree);
  if (options == nullptr) return {Host{}};
  const std::vector<std::string> names = ListOf(options.get(), "host");
  const std::vector<std::string> addresses = ListOf(options.get(), "hostaddr");
  const std::vector<std::string> ports = ListOf(options.get(), "port");
  const size_t count = std::max(names.size(), addresses.size());
  const auto fits = [&](const std::vector<std::string>& list) {
    return list.size() <= 1 || list.size() == count;
  };
  const bool nameless = std::find(names.begin(), names.end(), "") != names.end();
  if (count <= 1 || nameless || !fits(names) || !fits(addresses) || !fits(ports)) return {Host{}};
  std::vector<Host> hosts(count);
  for (size_t i = 0; i < count; ++i) {
    if (names.size() == count) hosts[i].name = names[i];
    if (addresses.size() == count) hosts[i].address = addresses[i];
    if (!ports.empty()) hosts[i].port = ports[ports.size() == 1 ? 0 : i];
    if (hosts[i].port.empty()) hosts[i].port = kDefaultPort;
  }
  return hosts;
}

}  // namespace

Endpoint::Endpoint(const std::string& uri, Server server, const Patience& patience)
    : uri_(WithoutSendAnew(uri)),
      statements_(FindSendAnew(uri) == std::string_view::npos ? Statements::kPrepared
                                                              : Statements::kSentAnew),
      server_(server),
      patience_(patience),
      hosts_(server == Server::kWritable ? HostsOf(uri_) : std::vector<Host>{Host{}}) {}

template <typename OpenOne>
absl::StatusOr<std::unique_ptr<Connection>> Endpoint::OpenFirst(const OpenOne& open) {
  const size_t first = served_last_.load();
  absl::Status failed;
  for (size_t i = 0; i < hosts_.size(); ++i) {
    const size_t host = (first + i) % hosts_.size();
    absl::StatusOr<std::unique_ptr<Connection>> opened = open(hosts_[host]);
    if (opened.ok()) {
      served_last_.store(host);
      return opened;
    }
    failed = failed.ok() ? opened.status()
                         : absl::Status(failed.code(),
                                        absl::StrCat(failed.message(), "; ", opened.status().message()));
  }
  return failed;
}

absl::StatusOr<std::unique_ptr<Connection>> Endpoint::OpenUnchecked() {
  return OpenFirst(
      [&](const Host& host) { return Connection::Open(uri_, server_, host, patience_.answer, statements_); });
}

absl::StatusOr<std::unique_ptr<Connection>> Endpoint::OpenSame() {
  sync::MutexLock lock(same_mutex_);
  const uint64_t epoch = epoch_.load();
  if (server_ == Server::kOne && epoch != 0)
    return absl::UnavailableError("PostgreSQL: a connection broke, and another server may have another log");
  if (same_epoch_ != epoch) same_.reset();
  same_epoch_ = epoch;
  absl::StatusOr<std::unique_ptr<Connection>> opened =
      Connection::Open(uri_, server_, same_.value_or(Host{}), patience_.answer, statements_);
  if (opened.ok()) {
    if (!same_) same_ = (*opened)->host();
    (*opened)->set_epoch(epoch);
  } else if (same_) {
    epoch_.fetch_add(1);  // the server is away, which ends the epoch
  }
  return opened;
}

absl::StatusOr<std::unique_ptr<Connection>> Endpoint::Open() {
  if (server_ != Server::kWritable) return OpenSame();
  const uint64_t epoch = epoch_.load();  // what breaks from now on makes this connection old
  return OpenFirst([&](const Host& host) -> absl::StatusOr<std::unique_ptr<Connection>> {
    ABSL_ASSIGN_OR_RETURN(auto connection,
                          Connection::Open(uri_, server_, host, patience_.answer, statements_));
    connection->Send(sql::kTouchHead);
    ABSL_RETURN_IF_ERROR(connection->Exchange().status());
    connection->set_epoch(epoch);
    return connection;
  });
}

void Endpoint::NoteBroken(const Connection& connection) {
  uint64_t epoch = connection.epoch();
  epoch_.compare_exchange_strong(epoch, epoch + 1);
}

}  // namespace verbatim::store::postgres
