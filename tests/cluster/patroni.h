#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "support/process.h"
#include "support/temp_folder.h"

namespace verbatim::test {

// How the machine of a database server fails.
enum class Fault {
  kKilled,  // all processes end at once
  kPaused,  // all processes stop where they are, and go on later
  kCutOff,  // all processes run, but no bytes reach them from others, and they reach no etcd
};

// A PostgreSQL primary with a synchronous standby, which Patroni watches and replaces by means of etcd. All
// are of Debian's packages. Each server has an address of the loopback network, and another one through
// which others reach it. One thread.
class PatroniCluster {
 public:
  static constexpr size_t kNodes = 2;

  // Whether all packages are installed. If not, tests must be skipped, visibly.
  static bool IsInstalled();

  // Starts both servers, with an empty database. The seed chooses the addresses.
  explicit PatroniCluster(uint64_t seed);
  ~PatroniCluster();
  PatroniCluster(const PatroniCluster&) = delete;
  PatroniCluster& operator=(const PatroniCluster&) = delete;

  // Names both servers, as operators do.
  std::string uri() const;

  // Waits until a server is the primary, and returns it.
  size_t AwaitPrimary() const;
  // Waits until this server is the primary. Ends the program if it does not become one.
  void AwaitPrimary(size_t node) const;
  // Waits until this server may take over from the primary without a loss.
  void AwaitSynchronous(size_t node) const;

  // Makes a server fail, and ends the failure.
  void Break(size_t node, Fault fault);
  void Mend(size_t node, Fault fault);

 private:
  struct Node {
    TempFolder folder;
    std::string address;  // of its processes
    std::string link;     // through which the others reach it, and it reaches etcd
    std::unique_ptr<Process> links;
    std::unique_ptr<Process> patroni;
  };

  void WriteConfiguration(size_t node) const;
  void Start(size_t node);
  // Asks Patroni's REST API whether a server has a role.
  bool HasRole(size_t node, const std::string& role) const;
  // The last lines of a server's logs, for messages.
  std::string Logs() const;

  std::string network_;  // the first three bytes of all addresses
  TempFolder etcd_folder_;
  std::unique_ptr<Process> etcd_;
  std::array<Node, kNodes> nodes_;
};

}  // namespace verbatim::test
