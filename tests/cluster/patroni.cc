#include "patroni.h"

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "support/eventually.h"
#include "support/fail.h"
#include "support/postgres.h"
#include "support/shared_data.h"

namespace verbatim::test {
namespace {

// Below the ports that the system gives to clients.
constexpr int kPostgresPort = 15432;
constexpr int kRestPort = 18008;
constexpr int kEtcdPort = 12379;

// A standby takes over `ttl` seconds after the primary was heard last. $0 is the server's name, $1 its
// address, $2 its link, $3 its folder, $4 to $6 the ports, $7 the folder of
// PostgreSQL's programs. etcd is reached only through the link.
constexpr char kConfiguration[] = R"yaml(
scope: claims
name: $0
restapi:
  listen: $1:$5
  connect_address: $2:$5
etcd3:
  host: $2:$6
  use_proxies: true
bootstrap:
  dcs:
    ttl: 8
    loop_wait: 1
    retry_timeout: 3
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
  initdb:
    - encoding: UTF8
    - locale: C
    - data-checksums
postgresql:
  listen: $1:$4
  connect_address: $2:$4
  data_dir: $3/data
  bin_dir: $7
  pgpass: $3/pgpass
  basebackup:
    - checkpoint: fast
  remove_data_directory_on_rewind_failure: true
  remove_data_directory_on_diverged_timelines: true
  pg_hba:
    - local all all trust
    - host all all 127.0.0.0/8 trust
    - host replication all 127.0.0.0/8 trust
  parameters:
    max_connections: 300
    checkpoint_completion_target: 0
    unix_socket_directories: $3
  authentication:
    superuser:
      username: verbatim
    replication:
      username: replicator
)yaml";

std::string At(const std::string& address, int port) { return absl::StrCat(address, ":", port); }

std::string Script(const std::string& name) { return absl::StrCat(CLUSTER_TESTS "/", name); }

// Whether a GET of a URL succeeds.
bool Answers(const std::string& url) {
  return RunProgram({"/usr/bin/curl", "-fsS", "--noproxy", "*", "--max-time", "2", url}).ending.exit_code ==
         0;
}

// Ends with this process.
std::vector<std::string> Bound(std::vector<std::string> command) {
  command.insert(command.begin(), {"/usr/bin/setpriv", "--pdeathsig=KILL"});
  return command;
}

}  // namespace

bool PatroniCluster::IsInstalled() {
  return PostgresServer::IsInstalled() && std::filesystem::exists("/usr/bin/patroni") &&
         std::filesystem::exists("/usr/bin/etcd");
}

PatroniCluster::PatroniCluster(uint64_t seed)
    : network_(absl::StrCat("127.", 1 + seed % 250, ".", seed / 250 % 250)) {
  const std::string address = absl::StrCat(network_, ".100");
  const std::string client_url = absl::StrCat("http://", At(address, kEtcdPort));
  const std::string peer_url = absl::StrCat("http://", At(address, kEtcdPort + 1));
  etcd_ = std::make_unique<Process>(
      Bound({"/usr/bin/etcd", "--data-dir=" + etcd_folder_.Path("data"), "--listen-client-urls=" + client_url,
             "--advertise-client-urls=" + client_url, "--listen-peer-urls=" + peer_url,
             "--initial-advertise-peer-urls=" + peer_url, "--initial-cluster=default=" + peer_url}),
      Streams{.error = etcd_folder_.Path("log")});
  for (size_t i = 0; i < kNodes; ++i) {
    Node& node = nodes_[i];
    node.address = absl::StrCat(network_, ".", 1 + i);
    node.link = absl::StrCat(network_, ".", 11 + i);
    PostgresServer::GiveToServer(node.folder.Path(""));
    std::vector<std::string> links = {"/usr/bin/python3", Script("links.py")};
    for (const int port : {kPostgresPort, kRestPort})
      links.push_back(absl::StrCat(At(node.link, port), "=", At(node.address, port)));
    links.push_back(absl::StrCat(At(node.link, kEtcdPort), "=", At(address, kEtcdPort)));
    node.links =
        std::make_unique<Process>(Bound(std::move(links)), Streams{.error = node.folder.Path("links.log")});
    WriteConfiguration(i);
    // Patroni ends if it finds no etcd when it starts.
    if (!Eventually([&] { return Answers(absl::StrCat("http://", At(node.link, kEtcdPort), "/version")); }))
      Fail("etcd does not answer: " + ReadFile(etcd_folder_.Path("log")));
    Start(i);
  }
  const size_t primary = AwaitPrimary();
  AwaitSynchronous(1 - primary);
  PostgresServer::Psql(
      absl::StrCat("postgres://verbatim@", At(nodes_[primary].address, kPostgresPort), "/postgres"),
      "CREATE DATABASE claims");
}

PatroniCluster::~PatroniCluster() {
  for (size_t i = 0; i < kNodes; ++i) Break(i, Fault::kKilled);
}

std::string PatroniCluster::uri() const {
  return absl::StrCat("postgres://verbatim@", At(nodes_[0].link, kPostgresPort), ",",
                      At(nodes_[1].link, kPostgresPort), "/claims");
}

void PatroniCluster::WriteConfiguration(size_t node) const {
  const Node& one = nodes_[node];
  std::ofstream(one.folder.Path("patroni.yaml")) << absl::Substitute(
      kConfiguration, absl::StrCat("node", node), one.address, one.link, one.folder.Path(""), kPostgresPort,
      kRestPort, kEtcdPort, std::string(PostgresServer::kPrograms));
}

void PatroniCluster::Start(size_t node) {
  Node& one = nodes_[node];
  one.patroni = std::make_unique<Process>(
      PostgresServer::AsServer(
          {"/usr/bin/python3", Script("node.py"), "/usr/bin/patroni", one.folder.Path("patroni.yaml")}),
      Streams{.output = one.folder.Path("patroni.out"), .error = one.folder.Path("patroni.log")});
}

size_t PatroniCluster::AwaitPrimary() const {
  size_t primary = kNodes;
  const bool found = Eventually([&] {
    for (size_t i = 0; i < kNodes; ++i) {
      if (HasRole(i, "primary")) primary = i;
    }
    return primary != kNodes;
  });
  if (!found) Fail("Patroni makes no server the primary: " + Logs());
  return primary;
}

void PatroniCluster::AwaitPrimary(size_t node) const {
  if (!Eventually([&] { return HasRole(node, "primary"); })) Fail("no failover: " + Logs());
}

void PatroniCluster::AwaitSynchronous(size_t node) const {
  if (!Eventually([&] { return HasRole(node, "synchronous"); }))
    Fail("the standby is not synchronous: " + Logs());
}

void PatroniCluster::Break(size_t node, Fault fault) {
  switch (fault) {
    case Fault::kKilled:
      nodes_[node].patroni->Signal(SIGTERM);
      nodes_[node].patroni->Wait();
      return;
    case Fault::kPaused:
      return nodes_[node].patroni->Signal(SIGUSR1);
    case Fault::kCutOff:
      return nodes_[node].links->Signal(SIGSTOP);
  }
}

void PatroniCluster::Mend(size_t node, Fault fault) {
  switch (fault) {
    case Fault::kKilled:
      return Start(node);
    case Fault::kPaused:
      return nodes_[node].patroni->Signal(SIGUSR2);
    case Fault::kCutOff:
      return nodes_[node].links->Signal(SIGCONT);
  }
}

bool PatroniCluster::HasRole(size_t node, const std::string& role) const {
  const std::string url = absl::StrCat("http://", At(nodes_[node].address, kRestPort), "/", role);
  return RunProgram({"/usr/bin/curl", "-fsS", "--noproxy", "*", "--max-time", "2", url}).ending.exit_code ==
         0;
}

std::string PatroniCluster::Logs() const {
  constexpr size_t kShown = 4000;
  std::string shown;
  for (const Node& node : nodes_) {
    const std::string log = ReadFile(node.folder.Path("patroni.log"));
    absl::StrAppend(&shown, "\n", node.address, ":\n", log.substr(log.size() - std::min(log.size(), kShown)));
  }
  return shown;
}

}  // namespace verbatim::test
